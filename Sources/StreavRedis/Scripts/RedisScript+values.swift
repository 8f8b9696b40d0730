extension RedisScript {
    /// ARGV: the expected value; the new one; what to do: `keep`, `remove`, or a time to live in milliseconds.
    static let compareAndReplace = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        if ARGV[3] == 'remove' then
          redis.call('DEL', KEYS[1])
        elseif ARGV[3] == 'keep' then
          redis.call('SET', KEYS[1], ARGV[2])
        else
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        end
        return 1
        """)

    /// ARGV: the amount; the time to live in milliseconds of a key that is created, or `keep`. Answers with the sum in
    /// digits: Lua's numbers hold 53 bits.
    static let increment = RedisScript(
        """
        local isNew = redis.call('EXISTS', KEYS[1]) == 0
        local sum = redis.pcall('INCRBY', KEYS[1], ARGV[1])
        if type(sum) == 'table' then return sum end
        if isNew and ARGV[2] ~= 'keep' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return redis.call('GET', KEYS[1])
        """)
}
