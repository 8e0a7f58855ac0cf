"""What planfile reads and writes, as frozen data: no disk, no network, no clock."""
