"""KEEP TIME. Due times are rows; what ticks here holds no truth. The only room with APScheduler."""
