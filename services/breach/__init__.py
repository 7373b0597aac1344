"""Breaches and neighbours' disputes: told, dissuaded, written up, put right or reported, every step signed (VIO-01 to VIO-04)."""
