"""How the shipped networks learned, epoch by epoch."""
