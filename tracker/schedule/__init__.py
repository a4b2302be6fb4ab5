"""KEEP TIME. Due times are rows; the scheduler here holds no truth, it only ticks. The only room with APScheduler."""
