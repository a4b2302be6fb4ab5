"""Saved copies of postings, as people keep them: our own words, real figures."""

from __future__ import annotations

STORAGE = """Storage Engineer

The Storage team runs the databases behind more than 150M monthly active users. We are few.
What you'll be doing
- Build storage services that other teams can lean on.
- Keep backups that can really be restored.
What you should have
- 4+ years of experience building distributed systems.
- Experience with Cassandra and DynamoDB.
Bonus Points
- Knowledge of Terraform.
"""

PERSISTENCE = """Software Engineer, Persistence

Our chat is used by over 200 million people every month, and this team keeps their messages.
We run the data stores of our 150M+ monthly active users.
What you'll be doing
- Build storage services that other teams can lean on.
- Keep backups that can really be restored.
What you should have
- 2+ years of experience building distributed systems.
- Experience with Cassandra and PostgreSQL.
Bonus Points
- Knowledge of Terraform.
The US base salary range for this full-time position is $159,000 to $175,000 + equity.
"""

MIDDLE = STORAGE.replace("4+ years", "3+ years")

TWO = f"""{STORAGE}
ストレージエンジンの開発なので、かなりの経験が求められるだろう。
The Network team connects our users with one another, and with the services that they talk to.
What you'll be doing
- Move packets without dropping any.
What you should have
- 6+ years of experience with networks.
Bonus Points
- Knowledge of BGP.
"""
