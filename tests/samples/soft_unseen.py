"""Answers with 200 that are not the posting, written from how such pages look and without a look at the
reading rules.

What these measure is how the rules do on pages that they were not written for, so no rule may name their words.
"""

from __future__ import annotations

PAGES: dict[str, str] = {
    "edge refuses": """<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>
You don't have permission to access "http&#58;&#47;&#47;careers&#46;example&#46;com&#47;jobs&#47;4411" on this
server.<P>
Reference&#32;&#35;18&#46;5fd61702&#46;1763000000&#46;2c1d9a<P>https&#58;&#47;&#47;errors&#46;edge&#46;example</BODY></HTML>""",
    "press and hold": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>careers.example.com</title>
<script>window._pxAppId='PXaaaa';</script></head><body><section><div class="content"><h1>Before we continue...</h1>
<div id="px-captcha"></div><p>Press &amp; Hold to confirm you are<br>a human (and not a bot).</p>
<p>Reference ID 7c9b1c10-9d3e-11ef-bb1a-4f1f0c2ad1e7</p></div></section></body></html>""",
    "ad blocker": """<html lang="en"><head><title>jobs.example.com</title><style>#cmsg{animation: A
1.5s;}</style></head>
<body style="margin:0"><p id="cmsg">Please enable JS and disable any ad blocker</p>
<script data-cfasync="false">var dd={'rt':'c','cid':'AHrlqAAAAAMA','hsh':'77DC'}</script></body></html>""",
    "incident number": """<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX,
NOFOLLOW"></head><body>
<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=23">Request unsuccessful. Incapsula incident ID:
877000910227-1188</iframe></body></html>""",
    "support id": """<html><head><title>Request Rejected</title></head><body>The requested URL was rejected.
Please consult
with your administrator.<br><br>Your support ID is: 9140219908812743<br><br><a
href='javascript:history.back();'>[Go Back]</a>
</body></html>""",
    "puzzle": """<!doctype html><html lang="en"><head><title>One more step</title></head><body><main><h1>Let's
confirm you
are human</h1><p>Complete the puzzle below to go on to our careers site.</p><button>Begin</button>
<p>It is about protecting our services from automated traffic.</p></main></body></html>""",
    "pick an account": """<!doctype html><html><head><title>Sign in to your account</title></head><body><div
class="outer">
<div role="heading">Pick an account</div><div>ana@corp.example</div><div>Use another account</div>
<a href="#">Can't access your account?</a><div>Terms of use</div><div>Privacy &amp;
cookies</div></div></body></html>""",
    "join to see": """<!doctype html><html><head><title>Sign Up | Networkly</title></head><body><main><h1>Join
Networkly to
see this job</h1><p>Make the most of your professional life.</p><form><label>Email<input name="e"></label>
<label>Password (6+ characters)<input type="password"></label><button>Agree &amp; Join</button></form>
<p>Already on Networkly? <a href="/login">Sign in</a></p></main></body></html>""",
    "service interruption": """<!doctype html><html><head><title>Careers</title></head><body><div id="box">
<img src="/logo.svg" alt=""><h2>We are experiencing a service interruption.</h2><p>Your service will be restored as
quickly as possible. Thank you for your patience.</p></div></body></html>""",
    "japanese maintenance": """<!doctype html><html lang="ja"><head><meta
charset="utf-8"><title>メンテナンスのお知らせ</title>
</head><body><h1>ただいまメンテナンス中です</h1><p>ご利用の皆さまにはご迷惑をおかけいたします。</p>
<p>終了予定：11月22日（日）午前6時</p></body></html>""",
    "chinese check": """<!doctype html><html lang="zh"><head><meta
charset="utf-8"><title>安全验证</title></head><body>
<div class="box"><h3>请完成安全验证</h3><p>为了保障您的访问安全，请拖动滑块完成拼图</p></div></body></html>""",
    "spanish check": """<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Un
momento…</title></head><body>
<h1>empleo.example.es</h1><h2>Verifique que es un ser humano</h2><p>Debe completar esta comprobación antes de
entrar al
sitio.</p><p>Identificador de la petición: 8f2cc0914ab</p></body></html>""",
    "portuguese maintenance": """<!doctype html><html lang="pt"><head><meta charset="utf-8"><title>Voltamos
já</title></head>
<body><h1>Estamos fazendo melhorias</h1><p>Nosso portal de vagas está fora do ar por alguns instantes. Tente de
novo em
alguns minutos.</p></body></html>""",
    "polish break": """<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>Przerwa
techniczna</title></head><body>
<h1>Przerwa techniczna</h1><p>Trwają prace serwisowe. Zapraszamy ponownie za kilka minut.</p></body></html>""",
    "not in your region": """<!doctype html><html><head><title>Unavailable</title></head><body><h1>We're
sorry</h1><p>This
site cannot be reached from the country you are in. If you believe this is a mistake, write to web@example.com.</p>
</body></html>""",
    "no database": """<!DOCTYPE html><html><head><title>Database Error</title></head><body>
<h1>Error establishing a database connection</h1></body></html>""",
    "stack trace": """<!doctype html><html><head><title>OperationalError at /jobs/4411</title></head><body><div
id="summary">
<h1>OperationalError at /jobs/4411</h1><pre class="exception_value">could not connect to server: Connection
refused</pre>
<table><tr><th>Request Method:</th><td>GET</td></tr><tr><th>Python Version:</th><td>3.11.4</td></tr></table></div>
<div id="traceback"><h2>Traceback</h2><ul><li>/app/site/views.py, line 88, in job</li><li>/app/site/models.py,
line 20,
in fetch</li></ul></div></body></html>""",
    "default server page": """<!DOCTYPE html><html><head><title>Welcome to
nginx!</title></head><body><h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and working. Further configuration is
required.</p>
<p><em>Thank you for using nginx.</em></p></body></html>""",
    "parked domain": """<!doctype
html><html><head><title>example-jobs.com</title></head><body><h1>example-jobs.com</h1>
<p>This domain may be for sale!</p><ul><li><a href="/s?q=1">Job Vacancies</a></li><li><a href="/s?q=2">Work
From Home</a></li>
<li><a href="/s?q=3">Online Degrees</a></li></ul><p>2026 Copyright. All Rights Reserved. Privacy
Policy</p></body></html>""",
    "waiting line": """<!doctype html><html><head><title>Queue</title></head><body><h2 id="h">You are now in
line</h2><p>When it
is your turn, you will have 10 minutes to enter the website.</p><p>Your number in line:
<b>2041</b></p><p>Number of users
in line ahead of you: <b>877</b></p><p>Your estimated wait time is: 9 minutes</p></body></html>""",
    "consent or pay": """<!doctype html><html lang="de"><head><meta
charset="utf-8"><title>jobs.example.de</title></head><body>
<h1>Mit Werbung weiterlesen oder Pur-Abo abschließen</h1><p>Wir und bis zu 212 Partner verarbeiten
personenbezogene Daten
auf Ihrem Gerät. Sie können Ihre Einwilligung jederzeit widerrufen.</p><button>Zustimmen und weiter</button>
<a href="/pur">Pur für 3,99 € im Monat</a></body></html>""",
    "old browser": """<!doctype html><html><head><title>Update your browser</title></head><body><h1>Time for an
upgrade</h1>
<p>Our site works best in the latest versions of these browsers:</p><ul><li>Chrome</li><li>Firefox</li><li>Edge</li>
<li>Safari</li></ul></body></html>""",
    "company proxy": """<!doctype html><html><head><title>Web Page
Blocked</title></head><body><table><tr><td>Web Page Blocked!
</td></tr><tr><td>The page you have requested has been blocked, because the URL belongs to a category that your
organisation
does not allow.</td></tr><tr><td>URL: careers.example.com/jobs/4411</td></tr><tr><td>Category: Job Search</td></tr>
<tr><td>Client IP: 10.1.4.8</td></tr></table></body></html>""",
    "app is waking": """<!doctype html><html><head><title>Careers</title></head><body><div id="app-root"><div
class="spinner"
role="progressbar"></div><p>Loading your experience</p></div><script
src="/static/main.8a71.js"></script></body></html>""",
    "home page": """<!doctype html><html><head><title>Northwind Freight: shipping made
simple</title></head><body><header><nav>
<a href="/p">Product</a><a href="/c">Customers</a><a href="/j">Careers</a></nav></header><main><h1>Shipping
made simple</h1>
<p>Northwind moves 4 million parcels a month for shops of every size.</p><h2>Why Northwind</h2><ul><li>Live
tracking</li>
<li>One bill for all carriers</li><li>Support around the clock</li></ul><a href="/demo">Book a
demo</a></main></body></html>""",
    "talent network": """<!doctype html><html><head><title>Join our talent
community</title></head><body><main><h1>Didn't find
the right role?</h1><p>Leave your details and our recruiting team will get in touch when something
fits.</p><form><label>
First name<input></label><label>Last name<input></label><label>Area of
interest<select><option>Engineering</option><option>
Sales</option></select></label><button>Join</button></form></main></body></html>""",
    "search without hits": """<!doctype html><html><head><title>Job search
results</title></head><body><main><h1>Search jobs</h1>
<form><input placeholder="Keyword"><input placeholder="City"></form><p>0 jobs match your search</p><p>Try fewer
filters, or
set up a job alert.</p></main></body></html>""",
    "list of departments": """<!doctype html><html lang="en"><head><title>Work with us | Halden
Labs</title></head><body><main>
<h1>Work with us</h1><p>We are 140 people in Oslo and Lisbon.</p><h2>Engineering</h2><div><a href="/j/1">Data
Engineer</a>
<span>Oslo</span></div><div><a href="/j/2">Site Reliability Engineer</a><span>Lisbon</span></div><h2>Sales</h2><div>
<a href="/j/3">Account Executive, Nordics</a><span>Oslo</span></div><div><a href="/j/4">Sales
Engineer</a><span>Remote</span>
</div></main></body></html>""",
    "storage error": """<!doctype html><html><head><title>404 Not Found</title></head><body><h1>404 Not
Found</h1><ul><li>Code:
NoSuchKey</li><li>Message: The specified key does not exist.</li><li>Key: jobs/4411/index.html</li><li>RequestId:
N2K81XQ</li></ul><hr/></body></html>""",
    "session over": """<!doctype html><html><head><title>Candidate Portal</title></head><body><h1>Candidate
Portal</h1><div>You
have been logged out because you were away for a while.</div><a href="/start">Return to the start
page</a></body></html>""",
}
