namespace CreditRisk.Silo.Simulator;

/// <summary>Words that plausible names are put together from; a name that somebody really bears is chance.</summary>
/// <param name="Given">Given names.</param>
/// <param name="Family">Family names.</param>
/// <param name="Places">What shops, works and trading houses are named after.</param>
/// <param name="Shops">Kinds of shops.</param>
/// <param name="Works">Kinds of factories.</param>
/// <param name="Traders">Kinds of trading houses.</param>
/// <param name="Streets">Streets.</param>
/// <param name="Managers">User names of the people who look after customers.</param>
/// <param name="FamilyFirst">Whether the family name, or the place, stands first and without a space.</param>
internal sealed record WordList(
    string[] Given,
    string[] Family,
    string[] Places,
    string[] Shops,
    string[] Works,
    string[] Traders,
    string[] Streets,
    string[] Managers,
    bool FamilyFirst = false)
{
    /// <summary>A person's name.</summary>
    public string Person(ref SeededDraw draw) => Joined(One(Given, ref draw), One(Family, ref draw));

    /// <summary>The name of a household, a shop, a factory or a trading house.</summary>
    public string NameOf(CustomerKind kind, ref SeededDraw draw) => kind switch
    {
        CustomerKind.Household => Person(ref draw),
        CustomerKind.Shop => Joined(One(Shops, ref draw), One(Places, ref draw)),
        CustomerKind.Factory => Joined(One(Works, ref draw), One(Places, ref draw)),
        _ => Joined(One(Traders, ref draw), One(Places, ref draw)),
    };

    /// <summary>Any word of a list.</summary>
    public static string One(string[] words, ref SeededDraw draw) => words[draw.Below(words.Length)];

    private string Joined(string first, string second) => FamilyFirst ? second + first : first + " " + second;
}

/// <summary>The word lists of the regions' languages.</summary>
internal static class WordLists
{
    public static readonly WordList German = new(
        ["Anna", "Jonas", "Lena", "Paul", "Mia", "Felix", "Clara", "Emil", "Ida", "Moritz", "Greta", "Anton", "Nora", "Theo", "Marta",
            "Oskar"],
        ["Ahrens", "Bachmann", "Dorn", "Eichler", "Fährmann", "Grünwald", "Hartung", "Jessen",
            "Köhler", "Lindner", "Möbius", "Nebel", "Osterkamp", "Pfeil", "Rabe", "Südhoff", "Tiemann", "Weidner"],
        ["Lindenhof", "Nordheim", "Seeblick", "Steinbach", "Altmühl", "Grünau", "Rosental", "Bergfeld", "Mühlacker", "Auental", "Silbersee", "Hohenfeld"],
        ["Bäckerei", "Apotheke", "Buchhandlung", "Café", "Metzgerei", "Blumenhaus", "Friseursalon", "Gasthof", "Fahrradladen", "Optik"],
        ["Gießerei", "Papierfabrik", "Molkerei", "Zuckerfabrik", "Ziegelwerk", "Maschinenbau", "Brauerei", "Glaswerk"],
        ["Baustoffhandel", "Stahlhandel", "Großhandel", "Agrarhandel", "Elektrohandel", "Holzkontor"],
        ["Lindenweg", "Bahnhofstraße", "Am Mühlbach", "Gartenstraße", "Schulgasse", "Feldweg", "Marktplatz", "Kirchweg"],
        ["a.brandt", "c.ernst", "f.hoppe", "j.kranz", "l.maurer", "s.vogt"]);

    public static readonly WordList Spanish = new(
        ["Lucía", "Mateo", "Elena", "Hugo", "Carmen", "Pablo", "Inés", "Diego", "Alba", "Bruno", "Nuria", "Iker", "Vera", "Marcos"],
        ["Arias", "Beltrán", "Cuesta", "Duarte", "Escudero", "Fuentes", "Galán", "Herrero",
            "Ibáñez", "Lozano", "Montes", "Olmedo", "Peña", "Robles", "Salas", "Vega"],
        ["del Río", "La Encina", "Monteclaro", "Villaverde", "Las Torres", "San Telmo", "Puente Nuevo", "El Olivar", "Costa Luz", "Valdehierro"],
        ["Panadería", "Farmacia", "Librería", "Cafetería", "Frutería", "Peluquería", "Ferretería", "Restaurante", "Zapatería"],
        ["Conservera", "Fundición", "Papelera", "Almazara", "Cementera", "Textil", "Cerámica"],
        ["Suministros", "Distribuciones", "Aceros", "Maderas", "Comercial", "Materiales"],
        ["Calle Mayor", "Calle del Sol", "Avenida del Puerto", "Plaza Nueva", "Camino Viejo", "Calle Olmos"],
        ["a.ferrer", "d.prieto", "m.rubio", "r.soto", "t.nieto"]);

    public static readonly WordList Chinese = new(
        ["晓明", "雨欣", "子涵", "建华", "丽娜", "志强", "思远", "婷婷", "嘉怡", "文博", "海燕", "宇航"],
        ["陈", "林", "何", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧"],
        ["东湖", "青山", "金桥", "云溪", "白鹭", "龙泉", "南岭", "新港", "紫荆", "长宁"],
        ["面馆", "药房", "书店", "茶馆", "水果店", "理发店", "五金店", "便利店"],
        ["纺织厂", "造纸厂", "铸造厂", "食品厂", "机械厂", "水泥厂", "化工厂"],
        ["钢材贸易", "建材贸易", "粮油贸易", "电器批发", "木材贸易"],
        ["人民路", "解放路", "中山路", "建设路", "和平街", "滨河路"],
        ["chen.y", "gao.l", "hu.j", "pan.w", "zhu.m"],
        FamilyFirst: true);
}
