"""Django's types as the type checker wants them; at run time its classes take no parameters."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Phrase = StrOrPromise  # said at once, or when the reader's language is known
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
    AnyInlineFormSet = forms.BaseInlineFormSet[Any, Any, forms.ModelForm[Any]]
    AnyChoiceField = forms.ModelChoiceField[Any]
else:
    Phrase = str
    AnyModelAdmin = admin.ModelAdmin
    AnyInline = admin.TabularInline
    AnyForm = forms.ModelForm
    AnyInlineFormSet = forms.BaseInlineFormSet
    AnyChoiceField = forms.ModelChoiceField
