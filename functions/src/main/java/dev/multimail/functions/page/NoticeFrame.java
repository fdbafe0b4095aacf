package dev.multimail.functions.page;

/**
 * The outer form of a notice in HTML: nested tables and inline styles, which is what mail programs draw alike. All
 * arguments are HTML already.
 */
final class NoticeFrame {
    private static final String FONTS =
            "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

    private NoticeFrame() {}

    static String of(String title, String rows) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light">
                <meta name="supported-color-schemes" content="light">
                <title>%s</title>
                </head>
                <body style="margin:0;padding:0;background:#f3f5f7;">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f5f7">
                <tr><td align="center" style="padding:24px 12px;">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                style="max-width:600px;">
                <tr><td style="padding:0 4px 12px;font-size:14px;font-weight:600;color:#56626f;%s">MultiMail</td></tr>
                </table>
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" \
                style="max-width:600px;background:#ffffff;border:1px solid #e1e6eb;border-radius:14px;%s">
                %s</table>
                </td></tr>
                </table>
                </body>
                </html>
                """.formatted(title, FONTS, FONTS, rows);
    }

    static String button(String href, String label) {
        return """
                <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
                <td bgcolor="#0b6b50" style="border-radius:10px;background:#0b6b50;">
                <a href="%s" style="display:inline-block;padding:14px 26px;font-size:16px;line-height:20px;\
                font-weight:600;\
                color:#ffffff;text-decoration:none;border-radius:10px;">%s</a></td></tr></table>
                <p style="margin:14px 0 0;font-size:12px;line-height:18px;color:#56626f;word-break:break-all;">\
                Or copy this address: %s</p>""".formatted(href, label, href);
    }

    static String table(String rows) {
        return "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n" + rows
                + "</table>";
    }

    static String quoted(String text) {
        return """
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0"><tr>
                <td style="padding:16px 18px;background:#f7f9fa;border:1px solid #e1e6eb;border-radius:10px;\
                font-size:15px;line-height:23px;color:#17202a;white-space:pre-wrap;word-break:break-word;">%s</td>
                </tr></table>""".formatted(text);
    }
}
