"""Who may do what in the record: stores by role, clients by power of attorney, approvers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.base import LawError, UnknownName
from withhold.record import Action, action, may_see_store, needs_power_of_attorney, role
from withhold.storage import all_users, get_user

if TYPE_CHECKING:
    from withhold.record.users import User
    from withhold.services.record.office import Office


def enter(office: Office, what: str, client: str = "") -> Office:
    """The office with the actor in the role that may do it, for the client where one acts for one.

    Where the record has no users everybody may: one person works alone.

    Args:
        office: where.
        what: a word of the table of actions.
        client: handle of the client the record is kept for.

    Raises:
        LawError: the actor may not; names the rule.
    """
    account, asked = office.actor.account, action(what)
    if account is None:
        return office
    word = _role_for(account, asked, office, client)
    for_client = client if needs_power_of_attorney(role(word)) else ""
    return office.as_actor(role=word, on_behalf_of=for_client)


def clients_seen(office: Office) -> tuple[str, ...] | None:
    """The clients whose cases the actor sees; None: all (ROL-03).

    Raises:
        LawError: the actor sees no case at all (ROL-05).
    """
    account = office.actor.account
    if account is None:
        return None
    free = [word for word in account.roles if may_see_store(role(word), "case")]
    if not free:
        raise _refused(account, "looks into no case", "ROL-05", "a user of another role has to")
    if any(not needs_power_of_attorney(role(word)) for word in free):
        return None
    return account.clients_on(office.today)


def check_approver(office: Office, approver: str, what: str, client: str = "") -> None:
    """Refuse an approver who may not approve.

    Raises:
        UnknownName: no such user.
        LawError: it is the author, or somebody who may not do it himself (ROL-02).
    """
    with office.engine.connect() as connection:
        found = get_user(connection, approver)
        known = [u.user_id for u in all_users(connection)]
    if found is None:
        raise UnknownName("user", approver, near=tuple(known))
    if approver == office.actor.user:
        raise _refused(found, "cannot approve an act of his own", "ROL-02", "another user has to")
    if not found.enabled:
        raise _refused(found, "may no longer act", "ROL-02", "another user has to approve")
    _role_for(found, action(what), office, client)


def _role_for(account: User, asked: Action, office: Office, client: str) -> str:
    """The role in which a user may do it.

    Raises:
        LawError: in none.
    """
    refusal = None
    for word in account.roles:
        who = role(word)
        if asked.roles and word not in asked.roles:
            wanted = ", ".join(asked.roles)
            refusal = _refused(account, f"as {word} may not", asked.rule, f"roles: {wanted}")
        elif not may_see_store(who, asked.store):
            text = f"as {word} may not look into the store `{asked.store}`"
            refusal = _refused(account, text, "ROL-05", "a user of another role has to")
        elif who.reads_only and not asked.logged:
            refusal = _refused(account, f"as {word} records nothing", "ROL-01", "")
        elif (
            asked.power_of_attorney
            and needs_power_of_attorney(who)
            and (client not in account.clients_on(office.today))
        ):
            text = f"has no power of attorney of client {client or '(none named)'} in force"
            way_out = f"withhold user power-of-attorney {account.user_id} --client HANDLE"
            refusal = _refused(account, text, "ROL-03", way_out)
        else:
            return word
    raise refusal or _refused(account, "has no role", "ROL-01", "")


def _refused(account: User, says: str, rule: str, way_out: str) -> LawError:
    """A refusal by the table of roles."""
    return LawError(
        f"user {account.user_id} {says}", rules=(rule,), way_out=way_out, code="not_permitted"
    )
