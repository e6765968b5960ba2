"""What can be wrong around a Felchat, and what to do about it: the questions behind `flask doctor`."""
