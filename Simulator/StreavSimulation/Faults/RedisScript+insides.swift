import StreavRedis

/// What looks through all keys of a prefix, in one step: the server does nothing else for so long.
///
/// KEYS[1] is the prefix as it is; ARGV[1] the same as a pattern.
extension RedisScript {
    /// Values and pools whose keys begin with a pattern: all there is but copies.
    private static let held = """
        local function held(pattern)
          local keys = redis.call('KEYS', pattern .. 'value:*')
          for _, key in ipairs(redis.call('KEYS', pattern .. 'pool:*')) do keys[#keys + 1] = key end
          return keys
        end

        """

    /// ARGV[2]: the prefix that the copies have in place of it. They expire when what they are copies of would have.
    static let copy = RedisScript(
        held + """
            local keys = held(ARGV[1])
            for _, key in ipairs(keys) do
              local life = redis.call('PTTL', key)
              local content = redis.call('DUMP', key)
              if content and life ~= 0 then
                redis.call('RESTORE', ARGV[2] .. string.sub(key, #KEYS[1] + 1), math.max(life, 0), content, 'REPLACE')
              end
            end
            return #keys
            """)

    /// ARGV[2]: the prefix of the copies, which are there no longer afterwards; ARGV[3] the same as a pattern.
    static let fallBack = RedisScript(
        held + """
            for _, key in ipairs(held(ARGV[1])) do redis.call('DEL', key) end
            local copies = held(ARGV[3])
            for _, key in ipairs(copies) do
              redis.call('RENAME', key, KEYS[1] .. string.sub(key, #ARGV[2] + 1))
            end
            return #copies
            """)

    static let forget = RedisScript(
        held + """
            local keys = held(ARGV[1])
            for _, key in ipairs(keys) do redis.call('DEL', key) end
            return #keys
            """)

    /// Copies as well.
    static let removeTraces = RedisScript(
        """
        local keys = redis.call('KEYS', ARGV[1] .. '*')
        for _, key in ipairs(keys) do redis.call('DEL', key) end
        return #keys
        """)

    /// ARGV[2]: a pattern that pools' names begin with. Answers with each pool that anybody is in, and how many.
    static let counts = RedisScript(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local counts = {}
        for _, key in ipairs(redis.call('KEYS', ARGV[1] .. 'pool:' .. ARGV[2] .. '*')) do
          local count = redis.call('ZCOUNT', key, '(' .. now, '+inf')
          if count > 0 then
            counts[#counts + 1] = key
            counts[#counts + 1] = count
          end
        end
        return counts
        """)
}
