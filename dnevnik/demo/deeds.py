"""What happens in a school after its list has come in and before the demo begins, as plain data."""

from dataclasses import dataclass

from dnevnik.demo.people import Child, Person


@dataclass(frozen=True, kw_only=True)
class Unlink:
    """Links of this adult, entered by mistake, are closed; the list will not open them again."""

    adult: Person
    school: int


@dataclass(frozen=True, kw_only=True)
class Restrict:
    """A court has decided that this adult may not see or decide anything about the child."""

    adult: Person
    child: Child
    act_number: str
    act_issuer: str

    @property
    def school(self) -> int:
        return self.child.school


@dataclass(frozen=True, kw_only=True)
class Entrust:
    """Somebody whom the parents trust is entered by a power of attorney and linked to the child."""

    adult: Person
    child: Child

    @property
    def school(self) -> int:
        return self.child.school


@dataclass(frozen=True, kw_only=True)
class EnterAgain:
    """A pupil who is in the list is entered once more, from another paper: `child` is how the second card reads."""

    child: Child

    @property
    def school(self) -> int:
        return self.child.school


@dataclass(frozen=True, kw_only=True)
class Leave:
    """The child left this school today, for another one."""

    child: Child

    @property
    def school(self) -> int:
        return self.child.school


@dataclass(frozen=True, kw_only=True)
class Came:
    """Somebody of a school once signed in with the account `subject`, so many days ago; `level` as the stand says."""

    person: Person
    school: int
    subject: str
    days_ago: int
    level: str


Deed = Unlink | Restrict | Entrust | EnterAgain | Leave | Came
