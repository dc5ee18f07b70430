"""What an order does to goods, by many words, and what only sounds like it."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def effects(text: str) -> set[str]:
    return {f.value for f in read_facts(Document(name="d", text=text)) if f.type == "effect"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The goods will be stopped at the border.", {"detain"}),
        ("U.S. officials have blocked a shipment of shirts.", {"detain"}),
        ("The agency is blocking imports of seafood by the fleet.", {"detain"}),
        ("The shipment was denied entry in Seattle.", {"exclude"}),
        ("Its tires are shut out of the American market.", {"exclude"}),
        ("Customs freed the containers in June.", {"release"}),
        ("Imports of its gloves will resume.", {"release"}),
        ("The ports have stopped holding the company's palm oil.", {"release"}),
        ("They have the right to re-export.", {"may_export"}),
        ("Merchandise already in port may be withdrawn for export.", {"may_export"}),
        ("The importer can respond with proof of admissibility.", {"may_demonstrate"}),
        ("Owners may appeal by showing the goods are clean.", {"may_demonstrate"}),
        ("Officials assume that all its goods are made with forced labor.", {"presumption"}),
        ("Cargo will be forfeited to the government.", {"seize"}),
        ("Ninety containers are stuck at the port of Tacoma.", {"detain"}),
        ("The shipments have been lying in a bonded warehouse since June.", {"detain"}),
        ("Customs pulled the shipment aside and impounded it.", {"detain"}),
        ("Ports shall cease to withhold release of the carpets.", {"release"}),
        ("The sugar of the estate is no longer detained.", {"release"}),
        ("Rugs from the weavers are welcome again in the ports.", {"release"}),
        ("Importers have ninety days to show that nobody was coerced.", {"may_demonstrate"}),
        ("A maker can have it lifted by showing that the abuse has ended.", {"may_demonstrate"}),
        (
            "Importers may contest the detention or export the goods.",
            {"may_demonstrate", "may_export"},
        ),
        ("Such goods are presumed to fall under the ban.", {"presumption"}),
        ("The customs authority will refuse to clear the goods.", {"exclude"}),
        ("Officers confiscated the shipment.", {"seize"}),
        ("Shipments of the rugs are piling up at the port of Mobile.", {"detain"}),
        ("Its cargo cannot leave the port.", {"detain"}),
        ("The hold on its shipments was lifted in May.", {"release"}),
        ("The goods can be imported once more.", {"release"}),
        ("The importer may have the goods exported.", {"may_export"}),
        ("Only clear and convincing evidence helps.", {"may_demonstrate"}),
        ("The goods were refused by customs.", {"exclude"}),
        ("Customs may hold back shipments of tea.", {"detain"}),
        ("Inspectors have been holding every shipment.", {"detain"}),
        ("The agency is to detain them.", {"detain"}),
        ("The importer may turn the load around.", {"may_export"}),
        ("They may prove to the agency's satisfaction that none was.", {"may_demonstrate"}),
        ("CBP will no longer presume that the goods are inadmissible.", {"release"}),
        ("Its goods may come in again.", {"release"}),
    ],
)
def test_an_effect_is_told_in_many_words(text: str, values: set[str]) -> None:
    assert effects(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "No shipments have been detained so far.",
        "A group urged customs to block tuna landed by the fleet.",
        "The law prohibits the importation of goods made by convicts.",
        "All goods made by forced labor are barred from entry under 19 U.S.C. 1307.",
        "The company stopped shipments of its own accord.",
        "Workers may be sent back to their villages.",
        "The report shows that the products are sold by 40 brands.",
        "The bank excluded the firm from its fund.",
        "Is its sugar still being detained at the ports?",
        "The agency has the authority to detain goods.",
        "Guards confiscated phones of the workers.",
        "The firm's goods have never been detained.",
        "The judge ruled that the letter was inadmissible.",
        "In May CBP seized 900 shipments of counterfeit shoes.",
        "CBP would not say whether the goods had been released.",
        "The firm furnished evidence that its goods are no longer made so.",
        "The company keeps its goods in bonded warehouses.",
    ],
)
def test_what_is_no_effect(text: str) -> None:
    assert effects(text) == set()
