extension RedisScript {
    /// Errors are handed on as they are: older servers put words before those that a script does not catch.
    ///
    /// ARGV: the expected value; the new one; what to do: `keep`, `remove`, or a time to live in milliseconds.
    static let compareAndReplace = RedisScript(
        """
        local present = redis.pcall('GET', KEYS[1])
        if type(present) == 'table' then return present end
        if present ~= ARGV[1] then return 0 end
        local result
        if ARGV[3] == 'remove' then
          redis.call('DEL', KEYS[1])
        elseif ARGV[3] == 'keep' then
          result = redis.pcall('SET', KEYS[1], ARGV[2])
        else
          result = redis.pcall('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        end
        if result and result.err then return result end
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
