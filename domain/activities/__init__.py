"""Volunteer activities (志愿活动): called, signed up for, checked in to, counted in hours."""
