/// Languages of tracks in the form that playlists want: BCP 47, as short as possible (RFC 5646 section 4.1).
enum LanguageTag {
    /// The 15 bits of `mdhd`: three letters of ISO 639-2 (ISO/IEC 14496-12 section 8.4.2.3). Nil for "not known",
    /// "several", "none", and for what are no letters, such as QuickTime's own numbers.
    static func tag(packed: UInt16) -> String? {
        let letters = [10, 5, 0].map { UInt8(packed >> $0 & 0x1F) }
        guard letters.allSatisfy({ (1...26).contains($0) }) else { return nil }
        let code = String(decoding: letters.map { $0 + 0x60 }, as: UTF8.self)
        guard !["und", "mul", "zxx", "mis"].contains(code) else { return nil }
        return shortCodes[code] ?? code
    }

    /// The box `elng`: a tag as text. Nil when it is none.
    static func tag(_ content: BoxBytes) throws(MovieError) -> String? {
        var content = content
        _ = try content.versionAndFlags()
        let text = try content.bytes(content.remaining).prefix { $0 != 0 }
        let isTag = text.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D
        }
        // RFC 5646 section 4.4.1: 35 characters hold any tag that is not for private use.
        guard isTag, (2...35).contains(text.count), text.first != 0x2D, text.last != 0x2D else { return nil }
        let tag = String(decoding: text, as: UTF8.self)
        return tag.lowercased() == "und" ? nil : tag
    }

    /// ISO 639-2, the terminological code and the bibliographic one, to ISO 639-1.
    private static let shortCodes: [String: String] = {
        let words = table.split(separator: " ").map { String($0) }
        let pairs = stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()

    private static let table = """
        aar aa abk ab afr af aka ak amh am ara ar arg an asm as ava av ave ae aym ay aze az bak ba bam bm bel be \
        ben bn bis bi bod bo bos bs bre br bul bg cat ca ces cs cha ch che ce chu cu chv cv cor kw cos co cre cr \
        cym cy dan da deu de div dv dzo dz ell el eng en epo eo est et eus eu ewe ee fao fo fas fa fij fj fin fi \
        fra fr fry fy ful ff gla gd gle ga glg gl glv gv grn gn guj gu hat ht hau ha heb he her hz hin hi hmo ho \
        hrv hr hun hu hye hy ibo ig ido io iii ii iku iu ile ie ina ia ind id ipk ik isl is ita it jav jv jpn ja \
        kal kl kan kn kas ks kat ka kau kr kaz kk khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj kur ku \
        lao lo lat la lav lv lim li lin ln lit lt ltz lb lub lu lug lg mah mh mal ml mar mr mkd mk mlg mg mlt mt \
        mon mn mri mi msa ms mya my nau na nav nv nbl nr nde nd ndo ng nep ne nld nl nno nn nob nb nor no nya ny \
        oci oc oji oj ori or orm om oss os pan pa pli pi pol pl por pt pus ps que qu roh rm ron ro run rn rus ru \
        sag sg san sa sin si slk sk slv sl sme se smo sm sna sn snd sd som so sot st spa es sqi sq srd sc srp sr \
        ssw ss sun su swa sw swe sv tah ty tam ta tat tt tel te tgk tg tgl tl tha th tir ti ton to tsn tn tso ts \
        tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz ven ve vie vi vol vo wln wa wol wo xho xh yid yi yor yo \
        zha za zho zh zul zu \
        alb sq arm hy baq eu bur my chi zh cze cs dut nl fre fr geo ka ger de gre el ice is mac mk mao mi may ms \
        per fa rum ro slo sk tib bo wel cy
        """
}
