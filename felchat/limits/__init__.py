"""How often: what one person, one name or one address may do within a while."""
