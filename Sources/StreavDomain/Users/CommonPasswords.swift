/// Passwords of eight characters and more that stand at the top of every list of stolen ones.
enum CommonPasswords {
    /// - Parameter folded: In lower case.
    static func contains(_ folded: String) -> Bool { all.contains(folded) }

    private static let all = Set(
        """
        password password1 password12 password123 password1234 password! passw0rd p@ssw0rd p@ssword pa55word passwort
        passwords passport 123456789 1234567890 12345678 123123123 987654321 87654321 11111111 00000000 88888888
        12341234
        11223344 12344321 123456123 123456abc 1234qwer 123qweasd 12345qwert 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2
        1qaz1qaz
        q1w2e3r4 q1w2e3r4t5 qwerty123 qwerty1234 qwertyui qwertyuiop qwerty12 qwer1234 qwertz123 asdfghjk asdfghjkl
        asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 zaq12wsx zaq1zaq1 abc12345 abcd1234 abcdefgh abc123456 a1b2c3d4 a1234567
        a12345678 aa123456 aaaaaaaa iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football
        football1
        baseball baseball1 basketball superman superman1 batman123 starwars starwars1 whatever whatever1 trustno1
        welcome1 welcome12 welcome123 welcome1234 letmein1 letmein123 changeme changeme1 changeme123 changeit
        administrator
        admin123 admin1234 admin12345 adminadmin admin@123 root1234 rootroot toor1234 default1 defaultpassword
        temp1234
        test1234 testtest test12345 guest123 user1234 demo1234 login123 master123 server123 system123 security
        internet computer computer1 michelle jennifer jessica1 charlie1 michael1 jordan23 thomas123 daniel123
        andrew123
        joshua123 matthew1 nicholas alexander samantha victoria veronica elizabeth christian christopher patricia
        liverpool chelsea1 arsenal1 barcelona realmadrid manchester juventus corvette mercedes ferrari1 mustang1
        porsche1
        monkey123 dragon123 shadow123 killer123 hunter123 ranger123 buster123 tigger123 flower123 cookie123 summer123
        winter123 spring123 autumn123 summer2024 summer2025 winter2024 winter2025 spring2025 january1 december
        october1
        november september mypassword yourpassword newpassword secret123 secretpassword topsecret letmein! opensesame
        blink182 metallica slipknot nirvana1 scorpion midnight cocacola chocolate butterfly snowball sweetheart
        lovelove
        iloveu12 fuckyou1 fuckyou2 asshole1 bullshit qazwsxedc qazwsx123 wsxedc123 poiuytrewq mnbvcxz1 lkjhgfdsa
        television streaming iptv1234 iptv12345 channel1 startrek pokemon1 nintendo playstation xbox360x minecraft
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
