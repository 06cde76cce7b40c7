"""What must survive: a server that is killed, a disk that is full, senders who hang up. `make faults` has it all."""
