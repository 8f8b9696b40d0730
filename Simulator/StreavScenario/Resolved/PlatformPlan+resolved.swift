extension PlatformPlan {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add("channels", number: channels)
        fields.add("bitrate", text: ScalarText.text(bitrate))
        fields.add("popularity", .fields(["zipf": .number(zipf)]))
        fields.add("segment", duration: segment)
        fields.add("window", number: window)
        fields.add("nodes", number: nodes)
        fields.add("movies", number: movies)
        fields.add("subscribers", number: subscribers)
        fields.add("lowLatency", text: lowLatency.description)
        return fields.table
    }
}
