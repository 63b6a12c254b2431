"""Backup and restore: database, uploads and keys, taken by night and restored beside as proof.

`making` takes one, `rebuilding` makes an installation of it again, `verifying` does so in a corner
and throws it away, `restoring` puts it in place. What backups there are is read by
`foundations.kernel.backups`, which pages may ask too.
"""
