<!doctype html>
<html lang="nl">
<head>
  <meta charset="utf-8">
  <title>Beoordelen · Leergang Alliantiemanagement</title>
  <script src="{{ base_url }}/formgrader/static/node_modules/jquery/dist/jquery.min.js"></script>
  <script src="{{ base_url }}/formgrader/static/node_modules/underscore/underscore-min.js"></script>
  <script src="{{ base_url }}/formgrader/static/node_modules/backbone/backbone-min.js"></script>
  <script src="{{ base_url }}/formgrader/static/node_modules/bootstrap/dist/js/bootstrap.min.js"></script>
  <script src="{{ base_url }}/formgrader/static/node_modules/datatables.net/js/jquery.dataTables.js"></script>
  <script src="{{ base_url }}/formgrader/static/node_modules/datatables.net-bs/js/dataTables.bootstrap.js"></script>
  <script src="{{ base_url }}/formgrader/static/js/backbone_xsrf.js"></script>
  <script src="{{ base_url }}/formgrader/static/js/utils.js"></script>
  <link rel="stylesheet" href="{{ base_url }}/formgrader/static/node_modules/bootstrap/dist/css/bootstrap.min.css">
  <link rel="stylesheet" href="{{ base_url }}/formgrader/static/node_modules/datatables.net-bs/css/dataTables.bootstrap.css">
  <link rel="stylesheet" href="{{ base_url }}/formgrader/static/css/nbgrader.css">
  <style>{{ own("lists.css") }}</style>
  <script>
  var base_url = "{{ base_url }}";
  </script>
  <script>{{ own("lists.js") }}</script>
  {%- block head -%}
  {%- endblock -%}
</head>
<body>
  <header class="desk">
    <strong>Leergang Alliantiemanagement</strong>
    <nav aria-label="Onderdelen van het beoordelen"><ul>
      {%- block sidebar -%}
      <li role="presentation"><a href="{{ base_url }}/formgrader/manage_assignments">Manage Assignments</a></li>
      <li role="presentation"><a href="{{ base_url }}/formgrader/gradebook">Manual Grading</a></li>
      <li role="presentation"><a href="{{ base_url }}/formgrader/manage_students">Manage Students</a></li>
      {%- endblock -%}
      <li role="presentation"><a href="{{ base_url }}/doc/tree/start.ipynb" target="_blank">De groep in beeld</a></li>
    </ul></nav>
  </header>
  <main>
    <h1>{%- block title -%}{%- endblock -%}</h1>
    {%- block body -%}
    {%- block breadcrumbs -%}
    {%- endblock -%}
    {%- block messages -%}
    {%- endblock -%}
    <table class="table table-hover">
      <thead>
        {%- block table_header -%}
        {%- endblock -%}
      </thead>
      <tbody id="main-table">
        {%- block table_body -%}
        {%- endblock -%}
      </tbody>
      <tfoot>
        {%- block table_footer -%}
        {%- endblock -%}
      </tfoot>
    </table>
    {%- endblock -%}
  </main>
  {%- block script -%}
  {%- endblock -%}
</body>
</html>
