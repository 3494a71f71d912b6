{%- extends 'nbgrader/manage_submissions.tpl' -%}

{%- block messages -%}
{%- endblock -%}
