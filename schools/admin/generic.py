"""Django's admin classes as the type checker wants them; at run time they take no parameters."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
    AnyInlineFormSet = forms.BaseInlineFormSet[Any, Any, forms.ModelForm[Any]]
    AnyChoiceField = forms.ModelChoiceField[Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyInline = admin.TabularInline
    AnyForm = forms.ModelForm
    AnyInlineFormSet = forms.BaseInlineFormSet
    AnyChoiceField = forms.ModelChoiceField
