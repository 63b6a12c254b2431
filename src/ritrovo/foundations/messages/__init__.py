"""Mail: digests, what cannot wait, unsubscribing, bounces."""
