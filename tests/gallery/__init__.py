"""Every document that the two contests need, made from the demonstration world (`make papers`)."""
