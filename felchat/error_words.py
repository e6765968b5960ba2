"""What is said of each answer that is none: what happened, and what to do about it."""

from flask_babel import lazy_gettext as _

EXPLANATIONS = {
    400: (
        _("That did not arrive as it should"),
        _("You may have signed in or out since the page was opened. Load it again; cookies must be allowed."),
    ),
    403: (_("That is not allowed"), _("The request came from another site.")),
    404: (
        _("There is nothing here"),
        _("Perhaps the address has a typing error, or the person has gone."),
    ),
    405: (_("That cannot be done here"), _("Go back and try another way.")),
    408: (_("That took too long to arrive"), _("The connection may be slow. Try again.")),
    413: (_("That is too large"), _("Send something shorter.")),
    429: (_("That was too much at once"), _("Wait a minute, then try again.")),
    500: (
        _("Something broke on our side"),
        _("It is written down and will be looked at. Try again in a moment."),
    ),
    503: (
        _("Felchat cannot reach its memory just now"),
        _("Nothing is lost. Try again in a few seconds."),
    ),
}
WITHOUT_HTTPS = (
    _("This needs https"),
    _("Over plain http a browser keeps no sign-in here. Open it at its address with https:// in front."),
)
CROWDED = (
    _("Too many people are at the door just now"),
    _("Nothing is lost. Try again in a few seconds."),
)
UNKNOWN_HOST = (
    _("Felchat does not live at this address"),
    _("Open it at the address that you were given."),
)
"""The Host is none, or none of TRUSTED_HOSTS."""
UNEXPLAINED = (_("That did not work"), _("Go back and try again."))
