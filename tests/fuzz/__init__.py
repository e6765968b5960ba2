"""Mallory sends what nobody should, to Felchat as it is deployed, and alice and bob talk on beside it."""
