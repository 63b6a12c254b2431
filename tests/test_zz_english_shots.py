"""Scratch: pictures and left-overs of the English pages, over the demo."""
import os,re,json
from pathlib import Path
from html import unescape
from tests.conftest import *  # noqa
from tests.test_english import shown, ITALIAN
from django.test import Client
from django.conf import settings
OUT=Path('/tmp/texts/shots'); OUT.mkdir(exist_ok=True)
def test_shots(live_site, request):
    from ritrovo.practices.campaigns.demo import load
    from ritrovo.foundations.people.models import Login
    from scripts import texts
    import ritrovo.config.urls as u
    from django.urls import include, path, clear_url_caches, reverse
    try: reverse('receipts:open',args=['x'])
    except Exception:
        u.urlpatterns.append(path('ricevute/',include('ritrovo.site.desk.treasury.public_urls'))); clear_url_caches()
    load(share=50, tell=lambda d,w: None)
    cat=[(f.strip(),m) for m in texts.updated() if m.id for f in (m.id if not isinstance(m.id,str) else (m.id,)) if '%(' not in f and len(f)>5 and f!=(m.string if isinstance(m.string,str) else '')]
    plain={f for f,_ in cat}
    seen=set(); found={}
    def crawl(client,starts,limit,who):
        todo=list(starts); n=0
        while todo and n<limit:
            u=todo.pop(0)
            key=re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}','ID',u.split('?')[0]); key=re.sub(r'/campagne/(?!scrivania|promessa|proposta)[^/]+/','/campagne/S/',key); key=re.sub(r'/(zona|ecosistemi)/[^/]+/',r'/\1/S/',key)
            if (who,key) in seen or '/logout' in u or u.endswith(('.pdf','.csv','.xlsx','.png','.json','.xml')): continue
            seen.add((who,key)); n+=1
            try: r=client.get(u,headers={'accept-language':'en'},follow=True)
            except Exception as e: found.setdefault('ERR '+repr(e)[:150],[]).append(u); continue
            if r.status_code>=400: found.setdefault('STATUS %s'%r.status_code,[]).append(u)
            if 'html' not in r.get('Content-Type',''): continue
            h=r.content.decode()
            if 'lang="en"' not in h[:400]: found.setdefault('NOT lang=en',[]).append(u)
            body=re.sub(r"<(script|style|svg)\b.*?</\1>"," ",h,flags=re.S)
            nodes=[unescape(x).strip() for x in re.findall(r'>([^<]+)<',body)]+[unescape(x) for x in re.findall(r'\b(?:alt|title|placeholder|aria-label|data-label|content)="([^"]*)"',body)]
            for x in nodes:
                x=' '.join(x.split())
                if not x: continue
                if x in plain: found.setdefault('MSGID: '+x,[]).append(key)
                elif len(set(re.findall(r"[a-zàèéìòù]+",x.lower()))&ITALIAN)>=1: found.setdefault('IT: '+x[:160],[]).append(key)
            for link in re.findall(r'href="(/[^"#]*)"',h):
                if not link.startswith(('/static','/media','/lingua')): todo.append(unescape(link))
    c=Client(); crawl(c,['/','/campagne/','/ecosistemi/','/luoghi/','/cerca/?q=pane','/conto/login/','/conto/signup/','/conto/password/reset/','/accordi/'],90,'anon')
    for email in sorted(Login.objects.filter(email__contains='example').values_list('email',flat=True))[:12]:
        c=Client(); c.force_login(Login.objects.get(email=email)); print(email)

        crawl(c,['/scrivania/','/conto/','/accordi/'],90,email)
    json.dump(found,open('/tmp/texts/found.json','w'),ensure_ascii=False,indent=1); json.dump(sorted(map(list,seen)),open('/tmp/texts/seen.json','w'),indent=0)
    from ritrovo.practices.campaigns.models import Campaign
    slugs=list(Campaign.objects.exclude(opens_on=None).values_list('slug','status')); print(slugs)
    browser=request.getfixturevalue('browser')
    def shoot(name,url,login=None,width=1280,full=True):
        ctx=browser.new_context(viewport={'width':width,'height':900},locale='en-GB',reduced_motion='reduce')
        if login:
            c=Client(); c.force_login(Login.objects.get(email=login))
            ctx.add_cookies([{'name':'sessionid','value':c.cookies['sessionid'].value,'url':live_site}])
        p=ctx.new_page(); p.goto(live_site+url); p.screenshot(path=str(OUT/f'{name}.png'),full_page=full); ctx.close()
    pub=[s for s,st in slugs if st=='published']
    shoot('home','/'); shoot('list','/campagne/'); shoot('campaign',f'/campagne/{pub[0]}/'); shoot('campaign320',f'/campagne/{pub[0]}/',width=320)
    shoot('pledge',f'/campagne/{pub[0]}/sostieni/',width=320); shoot('login','/conto/login/',width=320); shoot('ecosystems','/ecosistemi/')
    for who in ('lucia',):
        e=f'{who}@example.org'
        if Login.objects.filter(email=e).exists():
            shoot('today','/scrivania/',e)
            links=json.load(open('/tmp/texts/seen.json'))
