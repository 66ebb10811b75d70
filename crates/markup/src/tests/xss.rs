//! Attacks, one a line. Add a line for each new construct.

use super::{assert_harmless, html, shown};

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "text <script>alert(1)</script> text",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"media:12\" onerror=\"alert(1)\">",
    "text <img src=media:12 alt='\" onerror=\"alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"data:text/html,<script>alert(1)</script>\">",
    "<base href=\"//evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href='node:463' onclick='alert(1)'>x</a>",
    "<a href=\"node:463\" onmouseover=alert(1)//\">x</a>",
    "<a title='\"><script>alert(1)</script>' href=/x>x</a>",
    "<a/href=javascript:alert(1)>x</a>",
    "<a\nhref\n=\njavascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](JAVASCRIPT:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java%73cript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](//evil.example/\"onclick=alert(1))",
    "[x](node:463#\"onclick=alert(1))",
    "[x](node:463#\"><script>alert(1)</script>)",
    "[x](node:463 '\" onclick=\"alert(1)')",
    "[x](file:///etc/passwd)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](media:12 '\" onerror=\"alert(1)')",
    "![\"><script>alert(1)</script>](media:12)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "`<script>alert(1)</script>`",
    "```\"><script>alert(1)</script>\n<script>alert(1)</script>\n```",
    "# <img src=x onerror=alert(1)> \"><script>",
    "<h2 id=main-content class=x onclick=alert(1)>x</h2>",
    "| <script> | \" onclick=\" |\n|-|-|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "<table><caption>\"><script>alert(1)</script>\" onfocus=\"</caption><tr><td onclick=alert(1) colspan=\"1 onclick\">x</table>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><a title=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<xmp><p title=\"</xmp><script>alert(1)</script>\"></xmp>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<span lang='\" onclick=\"alert(1)'>x</span>",
    "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
    "<\u{0}script>alert(1)</script>",
    "<p <script>alert(1)</script>",
];

#[test]
fn no_attack_survives() {
    assert!(ATTACKS.len() >= 40);
    for attack in ATTACKS {
        // Once alone, once inside the constructs that carry other people's text.
        for typed in [
            attack.to_string(),
            format!("> - {attack}"),
            format!("before {attack} *after*"),
            format!("<div>\n{attack}\n</div>"),
        ] {
            assert_harmless(&html(&typed), &typed);
            assert_harmless(&shown(&typed), &typed);
        }
    }
}

#[test]
fn the_check_itself_sees_attacks() {
    for caught in [
        "<script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:alert(1)\">",
        "<a href=\"jAva\nscript:x\">",
        "<p",
        "<img src=\"data:x\">",
    ] {
        assert!(std::panic::catch_unwind(|| assert_harmless(caught, caught)).is_err(), "{caught}");
    }
}

#[test]
fn scripts_and_styles_go_with_their_content_and_other_unknown_elements_leave_theirs() {
    assert_eq!(html("a <script>alert(1)</script>b"), "<p>a b</p>\n");
    assert_eq!(html("<style>\np { color: red }\n</style>\n\nb").trim(), "<p>b</p>");
    assert_eq!(html("a <blink>b</blink> <b>c</b>"), "<p>a b <strong>c</strong></p>\n");
}
