{%- extends 'gradebook_base.tpl' -%}

{%- block head -%}
<script>
var assignment_id = "{{ assignment_id }}";
var notebook_id = "{{ notebook_id }}";
</script>
<script src="{{ base_url }}/formgrader/static/js/gradebook_notebook_submissions.js"></script>
{%- endblock head -%}

{%- block breadcrumbs -%}
<ol class="breadcrumb">
  <li><a href="{{ base_url }}/formgrader/gradebook">Beoordelen</a></li>
  <li class="active">{{ assignment_id }}</li>
</ol>
{%- endblock -%}

{%- block messages -%}
<p>De namen zijn verborgen, zodat je leest wat er staat en niet wie het schreef.
<button type="button" id="show_names" class="btn btn-default btn-sm">Toon alle namen</button></p>
<button type="button" id="toggle_names" hidden>Show All Names</button>
{%- endblock -%}

{%- block table_header -%}
<tr>
  <th></th>
  <th>Inlevering</th>
  <th class="text-center">Punten</th>
  <th class="text-center">Automatisch</th>
  <th class="text-center unused">Written Score</th>
  <th class="text-center">Geschreven</th>
  <th class="text-center">Nog beoordelen</th>
  <th class="text-center">Niet alles goed</th>
  <th class="text-center">Gemarkeerd</th>
</tr>
{%- endblock -%}

{%- block table_body -%}
<tr><td colspan="9">Even geduld …</td></tr>
{%- endblock -%}
