"""The words that reading goes by, as data: one table a question, one line a language. Matched on `line.plain()` text.

Patterns are matched on lower-case text without accents, with straight quotes and single spaces, so they are written
that way. Each is bounded: none may backtrack over a whole page.
"""

from __future__ import annotations

import re


def any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


def bag(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: words a heading opens with, by what stands under it: the backbone of nearly every posting
HEADINGS: dict[str, re.Pattern[str]] = {
    "duties": any_of(
        r"(?:key |main |core |your |primary |job |role |general )*(?:responsibilities|duties|accountabilities)\b",
        r"what (?:you will|you'll|will you|you'd|you would|you) (?:be )?(?:do|doing|work|own|working|build)\b",
        r"what (?:the (?:job|role) involves|you can expect|are we hiring for|success looks like)|here's what you'll",
        r"(?:in (?:this|your|the) role|(?:the |your |this )?(?:role|job|position)\b|about (?:the|this) (?:role|job|"
        r"position)|"
        r"job description|the opportunity|your (?:impact|mission|day|work)|day[- ]to[- ]day|example projects)",
        r"(?:your|deine|ihre|das sind deine|das sind ihre) (?:aufgaben|mission|tatigkeiten)|aufgaben\b",
        r"das erwartet (?:dich|sie)|was (?:dich|sie) erwartet|stellenbeschreibung",
        r"(?:vos|tes|les) missions|missions?\b|description du poste|responsabilites\b",
        r"responsabilidades|funciones|tus funciones|que haras",
        r"(?:業務|仕事|職務)内容|仕事の内容|担当業務|募集背景|業務概要|ミッション",
    ),
    "requirements": any_of(
        r"(?:minimum |basic |key |job |required |your |must[- ]have |essential )*(?:requirements|qualifications)\b",
        r"what (?:you should|you'll|you will|you|we) (?:have|bring|need|expect)\b|what we(?:'re| are) looking for",
        r"who you are|about you|you(?:'re| have| are| bring| should| might| may)\b|your (?:profile|skills|background|"
        r"experience)|we look for|we'd love to|who we're looking for|ideal (?:background|candidate|profile)|"
        r"competencies",
        r"(?:required|essential|desired)? ?(?:skills|experience|skills (?:and|&) experience)\b|must[- ]haves?|"
        r"required$",
        r"(?:dein|ihr|das ist dein) profil|das bringst du mit|was du mitbringst|anforderungen|qualifikationen",
        r"(?:votre|ton|le)? ?profil(?: recherche)?\b|competences",
        r"requisitos|perfil|que buscamos",
        r"(?:応募|必須|求める)(?:資格|条件|要件|スキル|経験|人物像|人材)|必須",
    ),
    "bonus": any_of(
        r"bonus\b|extra signal|it would be great if|nice[- ]to[- ]haves?|desirable|preferred\b|pluses|good to have|"
        r"even better|it's a plus",
        r"von vorteil|wunschenswert|les plus|atouts|deseable|se valora|(?:歓迎|尚可)(?:条件|要件|スキル|経験)?",
    ),
    "benefits": any_of(
        r"(?:our |your |company |the )?(?:benefits|perks)\b|what we offer|why (?:you'll love|join)|compensation\b|"
        r"(?:salary|pay)(?: range)?$|we offer",
        r"wir bieten|das bieten wir|benefits|was wir bieten|deine vorteile|unser angebot",
        r"(?:nos )?avantages|nous offrons|ce que nous offrons|ofrecemos|que ofrecemos|beneficios",
        r"待遇|福利厚生|給与|勤務地|勤務時間|雇用形態|休日",
    ),
    "about": any_of(
        r"about [\w&.' ]{2,30}$|(?:a )?(?:little|bit|more) about us|(?:company|team) overview|who we are|"
        r"our (?:mission|values|story|company|team)\b|"
        r"why [\w .&-]{2,30}\?",
        r"the (?:team|company)$|company (?:mission|benefits)|our take|insights$",
        r"uber uns|wer wir sind|a propos|qui sommes[- ]nous|sobre nosotros|会社概要|私たちについて|企業情報",
    ),
    "apply": any_of(
        r"how to apply|apply for this job|to apply|application process|(?:the )?(?:hiring|interview) process|"
        r"next steps",
        r"bewerbung|so bewirbst du dich|comment postuler|como postular|応募方法|選考(?:フロー|プロセス)",
    ),
}

#: the whole of a line that says the posting is over; `about` needs the posting itself as what is spoken of
_JOB = r"(?:job|role|position|posting|vacancy|requisition|opening|opportunity|job (?:ad|post|posting|listing|offer))"
CLOSING = any_of(
    # English
    rf"\b(?:this |the |that )?{_JOB} (?:is |you[\w' ]{{3,40}} (?:is )?)?(?:currently )?(?:no longer|not) "
    r"(?:available|open|active|accepting|online|posted|live)\b",
    rf"\b(?:this|the|that) {_JOB} (?:is|has been|was|has) (?:now |already |been )*(?:closed|filled|expired|removed|"
    r"taken down|withdrawn|unpublished)\b",
    r"\bno longer accepting (?:new )?(?:applications|applicants|candidates)\b",
    r"\bis (?:not|no longer) (?:currently )?accepting (?:new )?(?:applications|applicants) for this\b",
    rf"^(?:sorry,? )?{_JOB} (?:has )?(?:expired|closed|filled|not found|unavailable)\b",
    rf"\b(?:this|the) {_JOB} (?:could not be|cannot be|can't be|was not) found\b",
    r"^(?:sorry,? )?applications? (?:for this (?:job|role|position|vacancy) )?(?:are |is |"
    r"have )?(?:now )?(?:been )?closed\b",
    r"\brole currently closed to applications\b|^(?:currently )?closed to (?:new )?applica(?:tions|nts)\b",
    r"\bposition (?:is )?filled$|^(?:position|job|role) closed$",
    # German
    r"\bdiese?s? (?:stelle|position|stellenanzeige|stellenangebot|anzeige|job|ausschreibung) (?:ist |wurde )?"
    r"(?:leider |bereits |inzwischen |schon )*(?:nicht (?:mehr|langer)|besetzt|vergeben|abgelaufen|geschlossen|"
    r"deaktiviert)\b",
    r"\b(?:stelle|position) (?:ist )?(?:bereits|leider|schon) (?:nicht mehr )?(?:besetzt|vergeben|verfugbar)\b",
    r"\bbewerbungsfrist (?:ist )?abgelaufen\b",
    # French
    r"\b(?:cette |l'|l' )?offre (?:d'emploi )?(?:est |a )?(?:expiree?|pourvue|cloturee?|n'est plus)\b",
    r"\b(?:ce |le )poste (?:est |a ete )?(?:deja )?(?:n'est plus|pourvu|cloture|ferme)\b",
    r"\bcandidatures? (?:sont |est )?(?:closes?|cloturees?|terminees?)\b",
    # Spanish
    r"\b(?:esta|la) (?:oferta|vacante|posicion) (?:de empleo )?(?:ya )?"
    r"(?:no esta (?:ya )?(?:disponible|activa)|(?:ha sido |esta |fue )(?:cerrada|cubierta|vencida|finalizada)|"
    r"ha (?:caducado|expirado|finalizado))\b",
    r"\b(?:oferta|vacante) (?:cerrada|caducada|expirada|cubierta|no disponible)$",
    # Japanese
    r"(?:この|本|こちらの)(?:求人|募集|ポジション|職種)[はの]?(?:情報)?[はの]?[^。]{0,12}(?:終了(?:し|致|いた|。?$)|"
    r"締め?切(?:り|らせ)|公開されて(?:い|お)り?ません|クローズ(?:し|。?$))",
    r"(?:募集|応募(?:受付)?|掲載|受付)(?:期間)?[はが]?(?:を)?(?:既に|すでに)?(?:終了(?:し|致|いた|。?$)|"
    r"締め?切りました)",
    r"現在(?:、)?(?:この|本)?(?:求人|募集)[はを](?:して(?:い|お)り?ません|行ってい?ません)",
)
#: words before the match that make it a condition, a promise or a story
CONDITION = any_of(
    r"\b(?:if|once|when|whenever|until|unless|after|before|should|in case|wenn|sobald|falls|bis|lorsque|des que|"
    r"jusqu'a|cuando|hasta|previous|another|other|similar|some|many|any)\b",
    r"\bsi\b",
)

#: a box of other postings, by its heading
OTHER_JOBS = any_of(
    r"^(?:similar|related|recommended|more|other|latest|featured|further|explore|recent(?:ly)?|new|all|open|"
    r"current)(?: (?:open|similar|posted|viewed|great|of our|remote))* "
    r"(?:jobs?|positions?|roles?|openings?|opportunities|vacancies|postings?)\b",
    r"^(?:jobs|roles|people) (?:you (?:may|might)|like this|similar|also viewed)",
    r"^(?:you (?:may|might) (?:also )?(?:like|be interested)|people also (?:viewed|searched|applied)|see also|"
    r"others also viewed|recommended for you|recently viewed)",
    r"^(?:ahnliche|weitere|andere|passende|mehr) (?:offene )?(?:stellen|jobs|positionen|angebote|stellenangebote)",
    r"^(?:offres?|postes?|emplois?) similaires?|^(?:autres|nos autres|d'autres) (?:offres|postes)|^vous aimerez aussi",
    r"^(?:empleos|ofertas|vacantes) (?:similares|relacionad[oa]s)|^otras (?:ofertas|vacantes)",
    r"^(?:類似|関連|おすすめ|その他|他)(?:する|した)?の?(?:求人|募集|職種|ポジション)",
)

_N = r"(?:\d[\d.,]*\+?k?|an?|one|a few|several)"
_SPAN = r"(?:second|sec|minute|min|hour|hr|day|week|month|year)s?"
#: what a page says about the moment or its visitors: never said by the posting, different at every look
PASSING = any_of(
    rf"(?:(?:re)?posted|published|updated|added|listed|last updated|last modified|active|date posted|online)?:? ?"
    rf"(?:about |over |more than |almost )?(?:{_N} {_SPAN}|\d+ ?[dhwm]) ago",
    r"(?:(?:re)?posted|published|updated|added|last updated|active):? (?:today|yesterday|just now|this week|recently)",
    r"(?:veroffentlicht|online|eingestellt|aktualisiert|erschienen)?:? ?(?:seit|vor) (?:\d+|ein(?:em|er)) "
    r"(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)(?: (?:veroffentlicht|online|aktualisiert))?",
    r"(?:publiee?|mise? a jour|postee?)?:? ?il y a (?:\d+|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois)",
    r"(?:publicad[oa]|actualizad[oa])?:? ?hace (?:\d+|una?) (?:segundos?|minutos?|horas?|dias?|semanas?|mes(?:es)?)",
    r"(?:掲載|更新|公開)?[:：]? ?\d+ ?(?:秒|分|時間|日|週間|か月|ヶ月)前(?:に?(?:掲載|更新|公開))?",
    rf"(?:over |more than |about )?{_N} (?:people|persons?|candidates?|users?|visitors?|others?|job ?seekers?|"
    rf"talents?)? ?"
    r"(?:have |has |are |is )?(?:already |recently |also )?(?:viewed|viewing|looking at|watching|applied|saved|clicked|"
    r"liked)(?: (?:to|at|for|on))?(?: (?:this|the))?(?: (?:job|company|posting|role|page|ad|position|employer))?"
    r"(?: (?:today|so far|recently|already|this week|now|in the (?:last|past) [\w ]{1,20}))?",
    rf"(?:over |more than )?{_N} (?:views?|applicants?|applications?|clicks?|likes?|shares?|followers?)"
    r"(?: (?:so far|today|received))?",
    r"(?:views?|applicants?|applications received|visits?|hits|aufrufe|vues|visitas|閲覧数|応募者数)[:：] ?[\d.,]+k?",
    r"be (?:among|one of) the first (?:\d+ )?(?:applicants?|to apply)|be an early applicant|actively (?:recruiting|"
    r"hiring)",
    r"[\d.,]+ (?:aufrufe|bewerber(?:innen)?|bewerbungen|vues|candidatures|visitas|inscritos|postulantes)",
    r"[\d,]+ ?(?:人|名)が(?:閲覧|応募)(?:しました|しています|中)?|[\d,]+ ?(?:views?|閲覧)",
    r"(?:view|see|show|browse|explore|discover) (?:all )?(?:our )?\d[\d.,]* (?:more |other |similar |open |further )*"
    r"(?:jobs?|roles?|positions?|openings?|vacancies|postings?)(?: (?:at|from|in|with) [\w .,&'-]{1,40})?",
    r"(?:this )?(?:page|content|list|data)? ?(?:was )?(?:last )?(?:generated|rendered|served|loaded|refreshed|cached|"
    r"retrieved|built|updated|checked)(?: (?:at|on|in|by|:))* ?[\w :.,+/-]{0,30}"
    r"(?:\d{1,2}:\d{2}(?::\d{2})?|\d+ ?ms|\d[\d.]* ?s(?:ec(?:onds?)?)?)(?: ?[ap]m)?(?: ?(?:utc|gmt|[a-z]{3,4}|"
    r"[+-]\d{4}))?",
    r"(?:current|local|server) time:? ?[\d:. apm]{4,16}(?: ?[a-z]{3,4})?",
)
#: what all of these have in common, looked for first as it is quick
MOMENT = re.compile(r"\d|\b(?:ago|today|yesterday|just|week|recently|first|early|actively|vor|il y a|hace)\b|前")
#: what a button or a link does; said of the page, never of the job
ACTION = any_of(
    r"(?:easy |quick )?apply(?: (?:now|here|today|online|for (?:this|the) (?:job|position|role)|to (?:this )?(?:job|"
    r"position)|"
    r"on company (?:site|website)|with [\w ]{2,20}))?",
    r"(?:save|share|print|email|report|copy|bookmark|unsave|flag)(?: (?:this )?(?:job|link|page|role|posting|"
    r"position))?",
    r"(?:back(?: to)?|return to|see|view|browse|search|all|show)(?: (?:all|our|the|more|open|other))*"
    r"(?: (?:jobs?|roles|openings|positions|careers|job listings?|search results|results|listings))?",
    r"(?:sign|log) ?(?:in|up)(?: (?:to|with) [\w ]{2,20})?|register|create (?:an )?account|skip to (?:main )?content|"
    r"share this (?:job|role)|refer a friend|show (?:more|less)|read (?:more|less)|facebook|twitter|linkedin|x|"
    r"whatsapp|xing|telegram|home|menu|close|next|previous|create (?:a )?job alert|get job alerts|follow",
    r"(?:jetzt |online )?bewerben|(?:stelle )?(?:merken|teilen|drucken|speichern)|zuruck(?: zur (?:ubersicht|suche))?",
    r"(?:je )?postuler?(?: (?:maintenant|a cette offre|en ligne))?|partager|enregistrer|imprimer|"
    r"retour(?: aux offres)?",
    r"(?:inscribirse|postular(?:me|se)?|aplicar|solicitar)(?: ahora)?|compartir|guardar|volver",
    r"(?:この求人に)?応募(?:する|はこちら)|シェア(?:する)?|保存(?:する)?|一覧(?:に|へ)戻る|気になる|"
    r"エントリー(?:する)?",
)

#: class and id words of boxes that are never the posting
CHROME = bag(
    """cookie cookies cookiebar consent gdpr onetrust cookiebanner newsletter subscribe subscription breadcrumb
    breadcrumbs pagination pager share sharing sharebar social socials addthis navbar navigation nav menu
    megamenu topbar skip skiplink sitemap footer comments disqus captcha recaptcha popup offcanvas jobalert
    jobalerts related similar recommended recommendations suggestions upsell promo advert advertisement ads
    adsbygoogle sponsored login signin signup languages langswitch feedback survey chatbot intercom viewcount
    views viewcounter counter"""
)
#: of those, the ones that go whatever their size
CONSENT = frozenset(["cookie", "cookies", "cookiebar", "consent", "gdpr", "onetrust", "cookiebanner"])
#: class and id words of the short places where a page tells the posting's state
NOTICE = bag(
    """alert alerts banner notice status closed expired notification notifications message messages flash warning
    toast unavailable inactive callout apply application error infobox hint badge"""
)
#: class and id words of the boxes beside the description that carry its facts
FACTS = bag(
    """details detail facts meta metadata summary overview sidebar location locations salary compensation pay
    attributes properties highlights keyfacts jobinfo jobdetails jobmeta info information tags specs subtitle
    department"""
)

#: names of pages that list postings, for a title or heading
LISTING = any_of(
    r"^(?:careers?|jobs?|job board|vacancies|opportunities|work with us|join us|join our team|join the team|"
    r"we're hiring)"
    r"(?: (?:at|with|in|of) .{1,40})?$",
    r"^.{1,40} (?:careers|jobs|job board)$",
    r"^(?:current|open|all|our|available|latest|search|browse|find|view|explore)(?: (?:open|current|all|our|available|"
    r"job))*"
    r" (?:jobs?|positions?|roles?|openings?|opportunities|vacancies|postings?|results|careers)\b.{0,40}$",
    r"^(?:job )?(?:openings|search results|listings?)\b.{0,30}$",
    r"^(?:offene |unsere |aktuelle )*(?:stellen(?:angebote)?|jobs|karriere)(?: bei .{1,40})?$",
    r"^(?:nos |toutes nos )?(?:offres(?: d'emploi)?|carrieres?|recrutement)$|^(?:ofertas|empleos|"
    r"vacantes)(?: de empleo)?$",
    r"^(?:採用情報|求人一覧|募集職種(?:一覧)?|キャリア)$",
)

#: what postings speak of, whatever the job
JOBLIKE = any_of(
    r"\b(?:experience|candidate|salary|responsib|skills|benefits|apply|role|team|join|hours|shift|degree|full[- ]time|"
    r"years|knowledge|qualif|requirement|customer|develop|support|hiring|pension|per annum|contract|hybrid|remote)",
    r"\b(?:erfahrung|bewerb|gehalt|aufgaben|profil|kenntnisse|vollzeit|teilzeit|ausbildung|kollegen|kunden|"
    r"unbefristet)",
    r"\b(?:experience|poste|missions?|profil|competences|salaire|contrat|equipe|cdi|temps plein|candidature|"
    r"teletravail)\b",
    r"\b(?:experiencia|puesto|salario|funciones|requisitos|equipo|contrato|jornada|empresa|conocimientos)\b",
    r"経験|応募|給与|業務|勤務|スキル|歓迎|開発|年収|正社員|資格|福利厚生",
)

#: a word that names a trade: what tells a title from other short lines
TRADE = any_of(
    r"\b(?:engineer|developer|manager|designer|analyst|scientist|architect|director|specialist|consultant|lead|head|"
    r"administrator|coordinator|associate|assistant|representative|executive|officer|technician|recruiter|writer|"
    r"editor|"
    r"researcher|strategist|accountant|intern|internship|sre|devops|programmer|nurse|teacher|advisor|counsel|planner|"
    r"operator|supervisor|president|evangelist|advocate|partner|buyer|tester|chef|driver|clerk|secretary|producer)s?\b",
    r"\b(?:entwickler|ingenieur|leiter|berater|referent|kaufmann|kauffrau|sachbearbeiter|mitarbeiter|werkstudent|"
    r"praktikant|koordinator|techniker)(?:in|innen|:in|\*in|/in|\(in\))?\b|\((?:[mwdfx]/){1,3}[mwdfx]\)",
    r"\b(?:ingenieure?|developpeu(?:r|se)|responsable|charge(?:e)? d|chef(?:fe)? de|directeur|directrice|"
    r"technicien(?:ne)?|"
    r"alternan(?:t|ce)|stage)\b|\b(?:ingenier[oa]|desarrollador(?:a)?|gerente|analista|disenador(?:a)?|jefe de)\b",
    r"(?:エンジニア|デザイナー|マネージャー|プログラマー?|アナリスト|ディレクター|コンサルタント|アーキテクト|"
    r"プランナー|"
    r"スペシャリスト|リーダー|担当|営業職)",
)

#: how savers mark what is theirs
REMARK = any_of(
    r"//+|[\[(](?:my )?notes?[\])]:?|(?:my|own|personal) (?:notes?|memo|remarks?|thoughts|comments?|take) ?[:\-–—]|"
    r"notes? (?:to self|\(mine\)) ?[:\-–—]?|memo ?[:\-–—]|todo ?:|my (?:notes?|remarks?|thoughts)$",
    r"meine (?:notiz|anmerkung|bemerkung)(?:en)? ?:|notiz(?:en)? ?:|(?:ma |mes )(?:remarque|note)s? ?:|mi nota ?:",
    r"[【\[(]?(?:自分用)?(?:メモ|感想|所感)(?:[】\])]|[:\s-]|$)",
)
#: employers use these too
MAYBE_REMARK = any_of(
    r"(?:notes?|remarks?|comment|thoughts|anmerkung|bemerkung|remarque|nota|nb|コメント) ?[:\-–—]|n\.b\."
)
#: a person speaking of himself
MINE = any_of(
    r"\b(?:i|i'm|i've|i'd|my|me|myself|ich|mein|mir|mich|je|j'ai|mon|yo|mi)\b",
    r"自分|個人的|と思う|かな|だろう|らしい",
)
#: an employer speaking to applicants
EMPLOYER = any_of(
    r"\b(?:we|our|us|you|your|applicants?|candidates?|apply|applications?|applying|eligible|eligibility|must|required|"
    r"this (?:role|position|job|vacancy)|let's|roles? (?:will|may)|agenc(?:y|ies)|acquisition|onboarding|successful|"
    r"hiring|interview(?:s|ed)?|employees?|employer|salary range|"
    r"(?:role|position) (?:is|requires|currently))\b|closed to|currently closed|please",
    r"\b(?:wir|uns|unser[ems]?|du|dich|dein[ems]?|sie|ihr[ems]?|bewerb\w*|m/w/d|schwerbehindert\w*|"
    r"gleichgestellt\w*)\b",
    r"\b(?:nous|nos|notre|vous|vos|votre|postul\w*|candidat\w*|handicap\w*|poste)\b",
    r"\b(?:nosotros|nuestr[oa]s?|tu|usted|postul\w*|candidat[oa]s?|solicit\w*|empresa)\b",
    r"当社|弊社|応募|募集|ください|下さい|お待ち|私たち|わたしたち|我々|あなた|皆さん|歓迎|採用|選考|入社|"
    r"ご[応連覧確]|いただ|頂|貴社|本求人|"
    r"します。|しています|ます$|です$|ません$",
)
SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": bag("the and of to with for in is are on that this a an from it as be not by at but or if was have"),
    "de": bag("der die das und ist nicht mit fur ein eine den dem zu im auf von ich aber auch sich bei wird als oder"),
    "fr": bag("le la les des et est pas avec pour un une du dans que qui sur au aux mais ou je ce cette sont"),
    "es": bag("el los las y es no con para una del en que por se su al pero como lo mas yo este esta son"),
}
#: what postings end with
ENDING = any_of(
    r"\b(?:equal opportunity|salary range|base salary|compensation|accommodation|benefits|apply (?:for|now|today|here)|"
    r"indicates a required field|background check|e-verify|privacy)\b|chancengleichheit|bewerb|egalite des chances",
    r"応募|給与|年収",
)
