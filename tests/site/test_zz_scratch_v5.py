import traceback, collections
from tests.site.test_demo import *
from procrastinate.contrib.django import app
from ritrovo.practices.campaigns.demo import load
def test_x(databases, django_db_setup, django_db_blocker, monkeypatch):
    from procrastinate.contrib.django import django_connector as dc
    seen=collections.Counter()
    for n in ("execute_query_all","execute_query_one","execute_query","_dictfetch"):
        if hasattr(dc.DjangoConnector,n):
            old=getattr(dc.DjangoConnector,n)
            def new(self,*a,_o=old,**k):
                st=[f"{f.filename[-60:]}:{f.lineno} {f.name}" for f in traceback.extract_stack() if "ritrovo" in f.filename and "site-packages" not in f.filename]
                seen[tuple(st[-7:])]+=1
                return _o(self,*a,**k)
            monkeypatch.setattr(dc.DjangoConnector,n,new)
    before = connection.settings_dict["NAME"]
    with databases.clone() as name, django_db_blocker.unblock():
        use(name)
        try:
            load(share=20)
            c=collections.Counter(ProcrastinateJob.objects.values_list("task_name",flat=True))
        finally:
            use(before)
    out=[str(c)]
    for st,n in seen.most_common(4): out+= [str(n)]+["   "+x for x in st]
    open("/tmp/V5/jobs.txt","w").write("\n".join(out))
