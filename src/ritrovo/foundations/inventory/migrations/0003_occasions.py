"""Lists of occasional volunteers: each line names what it wrote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0002_parameters"),
        ("volunteers", "0003_parameters"),
    ]

    operations = [
        migrations.AddField(
            model_name="inventoryline",
            name="occasion",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="volunteers.occasionalvolunteering",
            ),
        ),
        migrations.AlterField(
            model_name="inventory",
            name="sort",
            field=models.CharField(
                choices=[
                    ("gifts", "Doni ricevuti: chi, quando, quanto"),
                    ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                    ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                    ("volunteers", "Volontari da iscrivere nel registro"),
                    ("occasions", "Volontari occasionali: chi, quando, per che cosa"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="layout",
            name="sort",
            field=models.CharField(
                choices=[
                    ("gifts", "Doni ricevuti: chi, quando, quanto"),
                    ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                    ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                    ("volunteers", "Volontari da iscrivere nel registro"),
                    ("occasions", "Volontari occasionali: chi, quando, per che cosa"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="waitinglist",
            name="sort",
            field=models.CharField(
                choices=[
                    ("gifts", "Doni ricevuti: chi, quando, quanto"),
                    ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                    ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                    ("volunteers", "Volontari da iscrivere nel registro"),
                    ("occasions", "Volontari occasionali: chi, quando, per che cosa"),
                ],
                max_length=10,
            ),
        ),
    ]
