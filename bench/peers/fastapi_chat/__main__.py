"""Serve it by uvicorn with uvloop, httptools and websockets, as its documentation advises."""

import os

import uvicorn

uvicorn.run(
    "bench.peers.fastapi_chat.app:app",
    host="127.0.0.1",
    port=int(os.environ["PORT"]),
    workers=int(os.environ.get("WORKERS", "1")),
    loop="uvloop",
    http="httptools",
    ws="websockets-sansio",
    ws_per_message_deflate=False,
    access_log=False,
    log_level="warning",
)
