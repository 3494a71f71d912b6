{%- extends 'nbgrader/manage_assignments.tpl' -%}

{%- block messages -%}
<p>Met het potlood geef je een opdracht een inleverdatum. Uitgeven, inzamelen en nakijken doe je met <code>leergang release</code>,
<code>leergang collect</code> en <code>leergang grade</code>.</p>
{%- endblock -%}

{%- block table_header -%}
<tr>
  <th>Opdracht</th>
  <th class="text-center">Inleverdatum</th>
  <th class="unused">Status</th>
  <th class="text-center no-sort">Wijzig</th>
  <th class="unused no-sort">Generate</th>
  <th class="unused no-sort">Preview</th>
  <th class="unused no-sort">Release</th>
  <th class="unused no-sort">Collect</th>
  <th class="text-center">Inleveringen</th>
  <th class="text-center no-sort">Terugkoppeling maken</th>
  <th class="{{ 'unused' if windows or exchange_missing else 'text-center' }} no-sort">Terugkoppeling vrijgeven</th>
</tr>
{%- endblock -%}

{%- block table_footer -%}
{%- endblock -%}
