"""Measurements that take too long for a test, or compare with what the project does not install."""
