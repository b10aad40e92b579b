"""Where conversations are kept, and who may work on one at a time.

`opening.open_stores()` gives what the settings ask for: by default a file of this machine, with `RECOURS_REDIS_URL` a
Redis shared by several processes. Every store keeps one small record per conversation for 24 hours, erases it on
request, and raises `StoreError` when it cannot be used.
"""
