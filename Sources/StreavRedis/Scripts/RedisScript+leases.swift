/// A pool is a sorted set: members by the millisecond of the server's clock at which they are gone. The key goes with
/// the last of them.
extension RedisScript {
    private static let now = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)

        """

    /// ARGV: the member, the limit, the time to live in milliseconds, and the member that gives way, if any. Answers
    /// with 1 or 0 for granted or not, and the count.
    ///
    /// Who joins needs memory, and is refused before anything has changed where there is none: what a script writes
    /// after its first write is let through, so that write is the one that needs it. Who renews or takes a place over
    /// begins with dropping what expired, and so is never refused for want of memory.
    static let lease = RedisScript(
        now + """
            local member, limit, replaced = ARGV[1], tonumber(ARGV[2]), ARGV[4]
            local expiry = now + tonumber(ARGV[3])
            local function isPresent(name)
              local score = redis.call('ZSCORE', KEYS[1], name)
              return score and tonumber(score) > now
            end
            local function drop() redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now) end
            local function count() return redis.call('ZCOUNT', KEYS[1], '(' .. now, '+inf') end
            local function join()
              local result = redis.pcall('ZADD', KEYS[1], expiry, member)
              return type(result) == 'table' and result
            end
            if isPresent(member) then
              drop()
              local refusal = join()
              if refusal then return refusal end
            elseif replaced and isPresent(replaced) then
              drop()
              local refusal = join()
              if refusal then return refusal end
              redis.call('ZREM', KEYS[1], replaced)
            else
              local present = count()
              if present >= limit then return {0, present} end
              local refusal = join()
              if refusal then return refusal end
              drop()
            end
            local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
            redis.call('PEXPIREAT', KEYS[1], last[2])
            return {1, count()}
            """)

    /// ARGV: the member. Answers with 1 when it was present.
    static let release = RedisScript(
        now + """
            local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if not score then return 0 end
            redis.call('ZREM', KEYS[1], ARGV[1])
            return tonumber(score) > now and 1 or 0
            """)

    static let members = RedisScript(now + "return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')")
}
