import StreavWeb

/// One object in the reference for people.
enum ShapeTable {
    static func html(_ shape: Shape) -> HTML {
        """
        <article id="\(shape.name)">
        <h3>\(shape.name)</h3>
        <table>
        <thead><tr><th scope="col">Member</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
        <tbody>
        \(HTML.join(shape.members.map(row)))
        </tbody>
        </table>
        </article>
        """
    }

    private static func row(_ member: ShapeMember) -> HTML {
        let type = member.type.words + (member.isNullable ? ", or null" : "")
        return "<tr><td><code>\(member.name)</code></td><td>\(type)</td><td>\(member.summary)</td></tr>"
    }
}
