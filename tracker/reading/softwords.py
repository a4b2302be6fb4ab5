"""What gives away a page that is not the posting: words of titles and of short texts, and code of known guards."""

from __future__ import annotations

import re

from tracker.reading.words import any_of

#: titles and first headings
TITLES: dict[str, re.Pattern[str]] = {
    "challenge": any_of(
        r"^just a moment|^attention required|^checking your browser|^one moment,? please|^please wait\.{0,3}$|"
        r"^(?:security|browser|human|bot) (?:check|verification|challenge)|^ddos-guard|^verifying (?:you|your)|"
        r"^(?:are you|verify (?:that )?you are) (?:a )?(?:human|robot)|^request unsuccessful|^validation request$|"
        r"^robot check|"
        r"^un momento|^einen moment|^un instant|^pardon our interruption|^client challenge|^vercel security checkpoint"
    ),
    "access denied": any_of(
        r"^(?:403|401|451)\b.{0,40}$|^(?:error )?(?:403|401):?(?: -)? ?(?:forbidden|unauthorized)?$|"
        r"^access (?:is )?denied|"
        r"^access to this page|^forbidden$|^(?:you (?:have been|are) )?blocked$|^zugriff verweigert|^acces (?:refuse|"
        r"interdit)|"
        r"^acceso denegado|^アクセス(?:が)?拒否|^sorry, you have been blocked|^not authorized$|^unauthorized$"
    ),
    "rate limit": any_of(r"^(?:error )?429\b.{0,40}$|^too many requests|^rate limit|^zu viele anfragen|^slow down$"),
    "waiting room": any_of(
        r"^(?:virtual )?waiting room|^you are (?:now )?in (?:line|the queue|a queue)|^queue-it|^warteraum|"
        r"^salle d'attente"
    ),
    "maintenance": any_of(
        r"^(?:we'll be|be) (?:right )?back|^(?:scheduled |planned |site |system |website |down for |under |"
        r"currently under )*"
        r"maintenance(?: mode| in progress| page| work| window)?$|^(?:site|service|website) (?:is )?(?:temporarily |"
        r"currently )?"
        r"(?:unavailable|down|offline|under maintenance)|^temporarily (?:unavailable|down|offline)|"
        r"^wartung(?:sarbeiten)?\b|"
        r"^(?:site )?en maintenance|^maintenance en cours|^en mantenimiento|^(?:ただいま)?メンテナンス(?:中|"
        r"のお知らせ)?"
    ),
    "gateway error": any_of(
        r"^(?:error |http )?(?:5\d\d)\b.{0,60}$|^(?:bad gateway|gateway time-?out|service (?:temporarily )?unavailable|"
        r"internal server error|application error|server error|proxy error|origin (?:is )?(?:unreachable|dns error)|"
        r"web server is (?:down|returning an unknown error)|connection timed out)\b|^error 1\d{3}\b|\| 5\d\d:|"
        r"^(?:runtime|unexpected|system|fatal) error$|^something went wrong|^oops[,!.]? something went wrong|"
        r"^interner serverfehler"
    ),
    "login wall": any_of(
        r"^(?:please )?(?:sign|log) ?(?:in|on)(?: or (?:sign up|register|join).{0,20})?(?: (?:to|with|[|-]) .{1,40})?$|"
        r"^login\b.{0,30}$|^.{1,30} (?:login|log ?in|sign ?in)$|^anmelden$|^anmeldung$|^(?:se connecter|connexion)$|"
        r"^iniciar sesion|^ログイン|^authwall$|^join (?:linkedin|now)\b|^authentication required"
    ),
    "consent wall": any_of(
        r"^before you continue|^(?:bevor sie fortfahren|avant de continuer|antes de continuar)|"
        r"^your privacy(?: choices)?$|"
        r"^(?:cookie|privacy|consent) (?:consent|settings|preferences|notice)$|^we value your privacy"
    ),
    "soft 404": any_of(
        r"^(?:error )?(?:404|410)(?:\b.{0,60})?$|^(?:oops[,!.]? )?(?:the |this |that |sorry,? (?:the |this |"
        r"that )?)?(?:requested )?"
        r"page (?:you .{1,40} )?(?:was |is |could |can |can't |cannot |not |no longer )*(?:be )?(?:found|exists?|"
        r"available|gone|"
        r"missing|removed)|\bpage not found\b|^not found$|^nothing (?:was )?found|^(?:we )?can't find (?:the|"
        r"that) page|"
        r"^seite (?:wurde )?nicht gefunden|^(?:la )?page (?:est )?(?:introuvable|non trouvee)|^pagina no encontrada|"
        r"(?:お探しの)?ページ(?:が|は)(?:見つかりません|存在しません)"
    ),
    "region block": any_of(r"^(?:not available|unavailable) in your (?:country|region|location)|^451\b"),
    "parked domain": any_of(
        r"domain (?:name )?(?:is |may be )?for sale|^(?:this )?domain (?:has )?(?:expired|parked)|^parked domain|"
        r"^(?:welcome to nginx|apache2? .{0,20}default page|iis windows server|future home of|index of /)|"
        r"^domain default page"
    ),
    "captive portal": any_of(
        r"^(?:wi-?fi|hotspot|guest network|network) (?:login|access|sign|authentication)|^captive portal"
    ),
}

#: words of a short text that has no posting in it
BODIES: dict[str, re.Pattern[str]] = {
    "challenge": any_of(
        r"checking (?:if the site connection is secure|your browser)|verif(?:y|ying) (?:that )?you are (?:a )?human|"
        r"enable javascript and cookies to continue|needs to review the security of your connection|"
        r"ray id: ?[0-9a-f]{8}|"
        r"incapsula incident id|complete the security check|performance (?:&|and) security by cloudflare|"
        r"ddos protection by|"
        r"please stand by, while we are checking|verifies that you are not a bot|we need to verify that you|"
        r"uberprufen, ob die verbindung|verifiez que vous etes humain|あなたが人間であること|ロボットでない"
    ),
    "captcha": any_of(
        r"unusual traffic from your|press (?:&|and) hold to confirm|i'm not a robot|are you a robot|"
        r"complete the captcha|"
        r"solve (?:the|this) captcha|type the characters you see|human verification|prove you(?:'re| are) (?:human|"
        r"not a robot)|"
        r"bestatigen sie, dass sie kein roboter|je ne suis pas un robot|no soy un robot|私はロボットではありません"
    ),
    "access denied": any_of(
        r"you don't have permission to access|reference #\d+\.[0-9a-f]+|you have been blocked|"
        r"access (?:to this .{1,30})?(?:is |has "
        r"been )denied|your (?:ip|request) (?:address )?(?:has been|was|is) blocked|403 forbidden|request blocked|"
        r"not authorized to (?:view|access) this page|アクセスが(?:拒否|制限)"
    ),
    "rate limit": any_of(
        r"too many requests|rate limit (?:exceeded|reached)|you(?:'ve| have) (?:made|sent) too many|"
        r"(?:slow down|try again) (?:in|after) (?:a few|\d+) (?:seconds|minutes)|requests? limit exceeded|"
        r"zu viele anfragen|trop de requetes|demasiadas solicitudes|アクセスが集中"
    ),
    "waiting room": any_of(
        r"you are (?:now )?in (?:line|the queue|a queue)|estimated wait|your (?:estimated )?(?:wait|position|"
        r"place) (?:time|in)|"
        r"you will be redirected (?:automatically )?when it(?:'s| is) your turn|waiting room|"
        r"sie befinden sich in der warteschlange|file d'attente|順番待ち"
    ),
    "maintenance": any_of(
        r"(?:scheduled|planned|undergoing|performing|routine|system|under|down for)(?: \w+)? maintenance|we(?:'ll|"
        r" will) be (?:right )?"
        r"back|is (?:currently|temporarily) (?:unavailable|down|offline)|temporarily (?:unavailable|offline|down for)|"
        r"wartungsarbeiten|maintenance en cours|en mantenimiento|メンテナンス|please (?:check|come) back (?:later|soon|"
        r"shortly)"
    ),
    "gateway error": any_of(
        r"(?<![\d,.])50[0234] (?:bad gateway|service (?:temporarily )?unavail|gateway time|internal server)|"
        r"upstream connect error|no healthy upstream|bad gateway|"
        r"gateway time-?out|error 1\d{3}\b|application error|internal server error|"
        r"an (?:unexpected )?error (?:has )?occurred|"
        r"something went wrong|the server (?:encountered|is temporarily)|could not (?:connect|"
        r"reach) (?:to )?the (?:server|origin)|"
        r"database connection|traceback \(most recent|client-side exception|エラーが発生しました|"
        r"ein fehler ist aufgetreten|"
        r"une erreur (?:est survenue|s'est produite)|ha ocurrido un error"
    ),
    "login wall": any_of(
        r"(?:sign|log) ?in (?:to (?:continue|view|see|access)|or (?:register|join|create))|(?:please|you must|"
        r"you need to) (?:sign|log) "
        r"?in|join (?:now )?to (?:see|view)|new to linkedin|session (?:has )?(?:expired|timed out)|"
        r"(?:bitte )?(?:melden sie sich|einloggen|anmelden,? um)|connectez-vous|inicia sesion|ログインして"
    ),
    "consent wall": any_of(
        r"before you continue|we (?:and our (?:\d+ )?partners )?(?:use|store|value)[^.]{0,40}(?:cookies|privacy)|"
        r"(?:accept|reject|manage) (?:all )?(?:cookies|choices|options)|bevor sie fortfahren|"
        r"wir (?:und unsere partner )?(?:verwenden|nutzen) cookies|nous utilisons des cookies|utilizamos cookies|"
        r"クッキー"
    ),
    "empty shell": any_of(
        r"(?:need|have) to enable javascript|(?:please )?enable javascript|javascript (?:is )?(?:required|disabled|"
        r"must be enabled)|"
        r"(?:does not|doesn't) work (?:properly )?without javascript|activate javascript|javascript (?:aktivieren|"
        r"ist deaktiviert)|"
        r"activer javascript|habilit(?:e|ar) javascript|javascriptを有効|^loading(?: \w+)?(?:\.{1,3}|…)?$|^please wait"
    ),
    "soft 404": any_of(
        r"page (?:you(?:'re| are|'ve| have| were)? [\w ,']{2,40})?(?:was |is |has |could |can |can't |cannot |does |"
        r"doesn't |not |no "
        r"longer |been )*(?:be )?(?:found|exists?|moved|removed|deleted)|the (?:requested )?(?:url|page|"
        r"resource)[^.]{0,40} (?:was )?not "
        r"found|\berror 404\b|\b404 (?:not found|error)|seite (?:wurde|konnte)? ?nicht gefunden|page introuvable|"
        r"pagina no (?:encontrada|"
        r"existe)|ページ(?:が|は)(?:見つかりません|存在しません)"
    ),
    "region block": any_of(
        r"not available in your (?:country|region|location|area)|unavailable (?:in|from) your (?:country|region|"
        r"location)|"
        r"unavailable for legal reasons|(?:access|visitors) from your (?:country|region|location)|due to (?:the )?gdpr|"
        r"in ihrem land nicht verfugbar|pas disponible dans votre pays|no esta disponible en tu pais|お住まいの国"
    ),
    "parked domain": any_of(
        r"domain (?:name )?(?:is |may be )?(?:for sale|parked|available)|buy this domain|this domain (?:has )?expired|"
        r"parked (?:free|by|courtesy)|related searches|website (?:is )?coming soon|"
        r"diese domain (?:steht|ist)|ce domaine|このドメイン"
    ),
    "captive portal": any_of(
        r"(?:connect|log ?in|sign ?in) to (?:the )?(?:wi-?fi|internet|network)|"
        r"accept the terms (?:of use )?to (?:connect|access)|"
        r"hotel guest|guest wi-?fi|proxy authentication|blocked by (?:your )?(?:administrator|organi[sz]ation|company|"
        r"network)|"
        r"web filter|fortiguard|zscaler|against (?:company|corporate) policy"
    ),
}

#: code of guards, around next to no text
SOURCES: dict[str, re.Pattern[str]] = {
    "challenge": re.compile(
        r"/cdn-cgi/challenge-platform/|_cf_chl_opt|_Incapsula_Resource|awswaf|gokuProps|/_sec/cp_challenge",
        re.IGNORECASE,
    ),
    "captcha": re.compile(
        r"px-captcha|_pxAppId|captcha-delivery\.com|g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile", re.IGNORECASE
    ),
    "waiting room": re.compile(r"queue-it\.net", re.IGNORECASE),
    "login wall": re.compile(r"/authwall\b|linkedin\.com/uas/login|login\.microsoftonline\.com", re.IGNORECASE),
    "parked domain": re.compile(r"sedoparking|parkingcrew|bodis\.com|dan\.com/buy-domain|afternic", re.IGNORECASE),
}
