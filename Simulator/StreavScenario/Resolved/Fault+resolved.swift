extension Fault {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add("at", duration: at)
        fields.add("do", text: word.rawValue)
        fields.add("for", duration: length)
        fields.add("channel", text: channel?.text)
        fields.add("node", number: node)
        fields.add("cohort", text: cohort)
        fields.add("latency", duration: latency)
        fields.add("loseLast", duration: loseLast)
        fields.add("by", duration: by)
        fields.add("factor", number: factor)
        fields.add("share", number: share)
        fields.add("times", number: times)
        fields.add("up", duration: up)
        fields.add("down", duration: down)
        return fields.table
    }
}
