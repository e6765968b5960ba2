"""What all parts of the JSON API answer alike."""

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """Why the call failed, in a sentence."""

    detail: str


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    loc: list[str | int] = Field(description="Where the field is")
    msg: str = Field(description="What is wrong with it, in a sentence")
    type: str = Field(description="What is wrong with it, for programs")


class FieldProblems(BaseModel):
    """What is wrong with the fields of the call."""

    detail: list[FieldProblem]


class Done(BaseModel):
    """What was done, in a sentence."""

    message: str
