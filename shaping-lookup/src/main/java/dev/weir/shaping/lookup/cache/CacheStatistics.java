package dev.weir.shaping.lookup.cache;

/**
 * What a cache has done since it was made. Immutable and thread-safe. While other threads ask, the numbers may be of slightly different instants.
 *
 * @param hits questions answered from the cache, 0 or more
 * @param misses questions put to the provider, 0 or more
 * @param waits questions asked again while the provider was at work on them, 0 or more
 * @param refusals questions not put to the provider as too many were pending or its executor refused, 0 or more
 * @param failures how often the provider threw, 0 or more
 * @param evictions answers that went because of size or age, 0 or more
 * @param entries answers kept now, about, 0 or more
 */
public record CacheStatistics(
        long hits, long misses, long waits, long refusals, long failures, long evictions, long entries) {}
