"""What connects the service to the world outside: time and mail."""
