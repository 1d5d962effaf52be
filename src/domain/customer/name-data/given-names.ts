// Given names that are common where the service is used, with their sex: a word that is one of them is taken for that name, never for
// a misheard other one.
// Source: compiled by the authors of this project, together with the German, Polish, Turkish and (for surnames) Italian lists of Faker 10.6.0;
// licence: MIT, LICENSE-faker.txt.

/** Names of women; a name on both lists says nothing about the sex. */
export const namesOfWomen = `
  Aaliyah Abby Abendam Abigail Açela Açelya Açılay Ada Adel Adelajda Adelina Adelya Adile Adriana Afitap Afra Agata Ağça Agnes
  Agnieszka Agrypina Ahenk Ahlem Aida Aileen Aimee Aischa Aisha Alana Alea Aleksandra Alena Alessa Alessia Alexa Alexandra
  Alexia Alexis Aleyna Alia Alica Alice Alicia Alicja Alina Alisa Alisha Alissa Aliya Aliyah Allegra Alma Almila Almut Alpike
  Altın Alvina Alyssa Amabela Amalia Amanda Amara Amelia Amelie Amelya Amina Amira Amy Ana Anabel Anar Anastasia Anastazja
  Andaç Andrea Andżelika Anette Angela Angelika Angelina Angelique Anise Anita Anja Anka Anke Ann Anna Annabel Annabell
  Annabelle Annalena Anne Anneke Annelie Anneliese Annemarie Annette Anni Annie Annika Anny Anouk Antje Antonia Antonina
  Ariadna Ariana Ariane Arın Arwen Arya Ashley Aslım Astrid Asuela Asya Aurelia Aurora Ava Aykal Ayleen Aylin Ayren Aysar Ayse
  Ayşe Ayşıl Azra Bade Bağdagül Balın Barbara Beate Beatrice Beatrix Beatrycze Bediz Bedran Behrem Belçim Belemir Belma Beltun
  Benice Benli Berceste Berçin Berinay Bernadette Berran Berre Berta Bertha Berva Besra Bettina Betty Bianca Bianka Bibiana
  Bibianna Birgit Brigitta Brigitte Britta Brygida Çağıl Çağla Caitlin Canel Cangül Cannur Cansel Cansın Cara Carina Carla
  Carlotta Carmen Carola Carolin Carolina Caroline Cassandra Catharina Catherine Catrin Cecile Cecilia Cecylia Celia Celina
  Celine Ceren Çeşminaz Ceyda Ceyla Ceylan Ceylin Ceylinaz Chantal Charleen Charlotta Charlotte Chayenne Cheyenne Chiara Chloe
  Christa Christel Christiane Christin Christina Christine Çiçek Çilay Çiler Cilvenaz Çimen Cindy Çise Çişem Çisil Çıgıl
  Claire Clara Clarissa Claudia Claudine Colleen Collien Constanze Cora Corinna Corinne Cornelia Cosima Cyra Dagmar Damla Dana
  Daniela Danielle Daria Darleen Defne Delia Demet Denise Deniz Derin Derya Destan Deste Diana Dicle Diclehan Didem Dilan
  Dilara Dilay Dilberay Dilek Diler Dilruba Dina Dolunay Döndü Dora Doris Dorota Dorothea Dorothee Dünya Dürdane Dürriye Duygu
  Ebru Ece Ecem Eda Edeltraud Edith Edyta Eftalya Eileen Ekin Ela Elaine Elanur Elçin Elea Elena Eleni Eleonora Elfriede
  Eliana Eliane Elif Elina Elisa Elisabeth Eliza Elke Ella Ellen Elli Elly Elmas Elsa Elsbeth Else Elwira Elżbieta Emel Emelie
  Emely Emilia Emilie Emily Emine Emma Emmely Emmi Emmy Enie Enise Enna Enya Erica Erika Esen Eser Esin Esma Esmeray Estelle
  Estera Esther Eudokia Eudoksja Eugenia Eva Evelin Evelina Eveline Evelyn Evelyne Evşen Ewa Ewelina Eylül Eyşan Fabienne
  Fadime Fahriye Fahrünissa Fatima Fatma Fatoş Fazilet Fehime Felicia Felicitas Felina Femke Fenja Ferah Feray Ferdynanda
  Feride Feriha Feyza Fidan Figen Fikriye Filipa Filiz Fine Finia Finja Finnja Fiona Firdevs Flora Florence Florencja
  Florentine Francesca Franciszka Françoise Franka Franziska Frauke Frederike Freya Frida Frieda Friederike Fuldem Fulden
  Fulya Funda Füreyya Füruzan Füsun Gabriela Gabriele Gabrielle Gamze Gaye Gerda Gerlinde Gertrud Gertruda Gesa Gesine Giada
  Gina Ginewra Giovanna Gisela Giulia Giuliana Giuseppina Gizem Gloria Gökçe Göknur Gökşin Gonca Gönül Gözde Gracja Greta
  Gudrun Güher Gül Gülbahar Gülben Gülçin Güldem Gülden Güldeste Gülen Gülgün Gülnaz Gülpembe Gülriz Gülsen Gülşen Güneş
  Güngör Güniz Günnur Günsel Günseli Gürcan Hailey Hale Hana Handan Hande Hanna Hannah Hatice Hayal Hayat Hazan Hedwig
  Heidemarie Heidi Heidrun Heike Helen Helena Helene Helga Helin Henriette Henrike Henryka Hermine Hilal Hilde Hildegard Hülya
  Hümeyra Hüner İclal Ida İdil İffet Ilayda İlayda İlkben İlke İlknur İlksen İlkyaz Ilona Ilse İmge Imke İmran Ina İnci Ines
  Inga Inge Ingeborg Ingrid Inka İpek Irem İrem Irena Irene Iris Irma Irmgard Isa Isabel Isabell Isabella Isabelle Işık Işıl
  Işılay Işın Itır Ivonne Izabela İzel Izolda Jacqueline Jadwiga Jakubina Jale Jamila Jana Jane Janin Janina Janine Janna Jara
  Jasmin Jasmina Jasmine Jean Jella Jenna Jennifer Jenny Jessica Jessy Jette Jil Jill Joana Joanna Joelina Joeline Joelle
  Johanna Jolanda Joleen Jolie Jolien Jolin Jolina Joline Jonna Josefin Josefine Josephin Josephine Josette Josiane Josie Josy
  Joy Joyce Józefina Judith Judy Judyta Jule Julia Juliana Juliane Julide Julie Julienne Julika Julina Julita Juna Justine
  Justyna Jutta Kader Kadriye Kaja Kamelya Kamila Kamile Kamuran Karin Karina Karla Karlotta Karola Karolin Karolina Karoline
  Kassandra Katarina Katarzyna Katharina Käthe Kathrin Katja Katrin Kaya Kayra Kerstin Kevser Kiana Kiara Kimberley Kimberly
  Kira Kiraz Kirsten Kısmet Kıymet Klara Klaudia Klementyna Kleopatra Konstancja Konstanze Koralia Korinna Kornelia Kristin
  Kristina Krystyna Ksawera Ksenia Kumru Kyra Laila Lale Lamia Lana Lara Larissa Larysa Latife Laura Laureen Laurence
  Laurencja Laurentyna Lavinia Layla Lea Leah Leana Leandra Leann Lee Leila Leman Lemide Lena Lene Leni Lenia Lenja Lenya
  Leona Leoni Leonie Leonora Lerzan Leticia Letizia Levke Leyla Lia Liah Liana Lida Lidia Lieselotte Lili Lilia Lilian Liliana
  Liliane Lilianna Lilith Lilla Lilli Lillian Lilly Lily Lina Linda Lindsay Line Linn Linnea Lisa Lisann Lisanne Liselotte Liv
  Livia Liz Liza Lola Loreen Lorena Lotta Lotte Louisa Louise Luana Lucia Lucie Lucienne Lucja Łucja Lucy Ludwika Luisa Luise
  Luiza Luna Luzia Luzie Lya Lydia Lyn Lynn Madeleine Madita Madleen Madlen Magda Magdalena Maike Mailin Maira Maja Malena
  Małgorzata Malia Malin Malina Malwina Mandy Manuela Mara Marah Mareike Maren Margareta Margarete Margarethe Margit Margot
  Margret Margrit Margrith Maria Mariam Marianna Marianne Marie Marieke Mariella Marika Marina Marion Marisa Marissa Marit
  Marla Marleen Marlen Marlena Marlene Marlène Marlies Marlis Marta Martha Martina Martine Martyna Mary Maryam Maryna Mathilda
  Mathilde Matilda Matylda Maxi Maxima Maxine Maya Mayra Medina Medine Mehtap Meike Melania Melanie Melda Melek Melike Melina
  Melinda Melis Melisa Melissa Melodi Meltem Meral Meriç Merih Merle Merve Meryem Mette Mia Michaela Michalina Michele
  Micheline Michelle Mieke Mihriban Mila Milana Milena Milla Mina Mine Mira Miray Miriam Mirja Mirjam Mısra Mona Monica Monika
  Monique Müesser Müge Müjde Müjgan Mukaddes Münevver Myriam Nadia Nadine Nadja Nadzieja Naemi Nalan Nancy Naomi Natalia
  Natalie Natascha Nathalie Naz Nazan Nazlı Necla Neele Nehir Nela Nele Nelli Nelly Nergis Neslişah Nesrin Nevin Nevra Nia
  Nicole Nida Nigar Nihal Nihan Nika Nike Nikola Nil Nila Nilgün Nina Nisa Nisan Noemi Nora Nükhet Nur Nural Nuran Nurgül
  Nursel Nurseli Ofelia Okşan Olcay Olga Olimpia Olivia Oliwia Oya Öykü Özge Özlem Özlen Öznur Pakize Paola Parla Patricia
  Patrizia Patrycja Paula Paulina Pauline Pelagia Pelin Pelinsu Pembe Penelopa Penelope Peri Perihan Perran Pervin Petek Petra
  Philine Phoebe Pia Piraye Pınar Priska Rabia Rachela Rafaela Raffaela Rahel Rahime Rahşan Ramona Rana Rania Rebecca Rebeka
  Rebekka Regina Regine Regula Renata Renate Rengin Reyhan Rezzan Riana Ricarda Rieke Rike Rita Roksana Romina Romy Ronja Rosa
  Rosalie Rosaria Rosemarie Roswitha Róża Rozalia Ruby Rufina Ruhsar Ruta Ruth Rüya Sabina Sabine Sabrina Sahra Sally Salome
  Samantha Samia Samira Sandra Sandy Sanem Sanja Saphira Sara Sarah Saskia Şebnem Seçil Seda Sedef Seden Seher Şehrazat Şelale
  Selda Selen Selin Selina Selma Selvi Sema Semra Sena Senay Şenay Şengül Şennur Serafina Serap Seren Serin Şermin Serpil
  Sertap Seval Sevda Sevgi Sevil Sevim Sevinç Sevtap Şevval Şeyda Şeyma Sibel Sibylle Sidney Sienna Sigrid Şiir Silja Silke
  Silvia Simge Simone Sina Sinem Sinja Sıla Smilla Sofia Sofie Songül Sonia Sonja Sophia Sophie Soraya Stefania Stefanie
  Stella Stephanie Stéphanie Stina Su Sude Şule Summer Sunay Susanna Susanne Suzan Suzanne Svea Svenja Swantje Sybilla Sybille
  Sydney Sylvia Sylvie Sylwia Tabea Tacjana Talea Talia Tamara Tamia Tamina Tanja Tanyeli Tara Tarja Tatjana Tekla Teodora
  Teresa Tessa Tezer Thalea Thalia Thea Theresa Therese Theresia Tia Tina Tomke Toni Tuana Tuğba Tülay Tülin Tunay Türkan
  Turna Tutku Uhra Ülfet Ülkü Ulrike Ulus Ulviye Ümmiye Ümran Ünsel Ünseli Ursula Ute Uygu Vahide Valentina Valeria Valerie
  Vanessa Vera Verda Verena Veronika Véronique Vesile Vicdan Victoria Viktoria Vildan Viola Vivian Vivien Vivienne Vreni
  Vuslat Walentyna Waleria Waltraud Wanda Wanesa Weronika Wiara Wibke Wiebke Wiktoria Wilhelmina Wilhelmine Wirginia Xenia
  Yağmur Yaprak Yara Yaren Yasemin Yasmin Yelda Yeliz Yeşim Yıldız Ylvi Ylvie Yolande Yonca Yosun Yvette Yvonne Zahide Żaneta
  Zara Zehra Zekiye Zeliha Zerrin Zeynep Zoe Zoé Zoey Zofia Zübeyde Zühal Zülal Züleyha Zümrüt Zuzanna
  Abeer Amal Asma Dalia Ghada Hala Hanan Hiba Huda Iman Khadija Latifa Lubna Maha Manal Marwa Nabila Nada Naima Najla Rasha Reem Ruba
  Sahar Salma Samar Sana Suha Wafa Zahra Zainab
`;

/** Names of men. */
export const namesOfMen = `
  Aaron Abay Abdul Abdullah Abidin Abraham Acar Acun Adam Adem Adil Adnân Adrian Adriano Affan Afi Afşin Agâh Agaton Ahmad
  Ahmed Ahmet Ahsen Akalp Akbatur Akın Akıner Aktekin Aktimur Alan Albert Albrecht Aleksander Aleksy Alessandro Alessio Alex
  Alexander Alfons Alfred Ali Alican Alişan Alişir Alois Alp Alparslan Alpay Alper Alperen Alphan Altan Altemur Alwar Amar
  Ambroży Amir Âmir Ammâr Amon Anatol Andre André Andrea Andreas Andrew Andrzej Angelo Anıl Anselm Ansgar Ansgary Ant Anthony
  Antoine Anton Antoni Antonio Apollinary Apollo Archibald Arda Arian Arif Arkadiusz Arkady Armin Arne Arnim Arno Arnold
  Arseniusz Arslan Arthur Artur Arved Arvid Arystarch Asil Asım Aşkın Ata Atakan Atalay Atanazy Atâullah Atilla Atıf August
  Avni Avşar Axel Aydemir Aydın Ayhan Aykan Aykut Ayman Aytaç Aytekin Aytuğ Ayvaz Azer Aziz Azizhan Azmi Babacan Baha Bahadır
  Bahri Bahtiyar Bâki Baldwin Baran Baris Barın Barış Barkın Barlas Bartu Bastian Battal Batu Batuhan Batur Baturalp Baykal
  Bayram Bazyli Beat Bedir Bedirhan Bedreddin Bedri Behçet Behiç Behlül Behram Behzat Bekir Bektaş Bela Ben Benedikt Benedykt
  Beniamin Benjamin Bennet Bennett Benno Bent Bera Berat Berk Berkan Berkay Berkin Bernard Bernd Bernhard Bertram Bertrand
  Beşer Besim Beşir Bilal Bilâl Birol Bjarne Björn Błażej Bo Bora Boris Borys Brajan Brandon Brian Bruno Bryan Buğra Bülent
  Bulut Bünyamin Burak Burghard Burhan Burkhard Cafer Çağan Çağatay Çağdaş Çağlar Çağrı Çağrıhan Cahid Calvin Can Canalp
  Cândar Caner Cankan Carl Carlo Carlos Carsten Caspar Cavid Cecyliusz Cedric Cedrik Celal Celâleddin Celasun Çelen Çelik
  Celil Cem Cemal Cemali Cemil Cenk Çetin Çetinel Çetiner Cevahir Cevat Ceyhun Cezary Cezmi Charles Charlie Chris Christian
  Christiano Christoph Christophe Christopher Cihad Cihan Cihangir Cihanşah Civan Claas Claude Claudio Claus Clemens Colin
  Collin Conner Connor Conrad Constantin Corvin Coşkun Coşkuner Cübeyr Cumhur Cüneyt Curt Cyrus Cyryl Dağhan Damian Damien
  Daniel Daniele Danilo Danny Darian Dario Darius Dariusz Darren Dâver David Davide Davin Davud Dawid Dean Demetriusz Demiralp
  Demirhan Denis Deniz Denizalp Dennis Denny Derviş Detlef Detlev Devin Devran Didier Diego Dierk Dieter Diethelm Dietmar
  Dietrich Dikmen Dilaver Dildâr Dinç Dinçer Dion Dionizy Direnç Dirk Doğan Doğanay Doğaner Doğu Domenic Domenik Dominic
  Dominik Donald Dora Dorian Dündar Durmuş Dustin Dylan Ebuzer Ecehan Ecevit Eckart Eckhard Ecmel Ecrin Ecvet Eddi Eddy Ede
  Edgar Edhem Ediz Edmund Eduard Edward Edwin Efe Efken Eflah Efraim Efrem Efsun Ege Egemen Egon Ekkehard Ekmel Ekrem Eleazar
  Elgin Elia Eliah Elias Eliasz Elijah Emanuel Emced Emil Emilian Emilio Emin Emir Emirhan Emrah Emre Emrullah Ender Enderun
  Enes Engin Enis Enno Enrico Ensar Enver Eralp Erast Eray Erberk Ercan Erçin Ercüment Erda Erdal Erdem Erdinç Erel Eren Ergin
  Ergün Ergüner Erhan Eric Erich Erik Erkâm Erkân Erman Ernest Ernst Erol Erşan Ersin Ertan Ertuğrul Erwin Esat Eşref Ethem
  Etienne Eugen Eugeniusz Eustracjusz Evran Evren Ewald Eymen Eyüp Ezrak Fabian Fabien Fabio Fabrice Fadıl Fahrettin Fahri
  Faik Fâlih Falk Faris Faruk Fasih Fatih Fatin Faysal Fazıl Fazlı Fazullah Feda Fedai Fehmi Feliks Felix Feramuş Feramuz
  Ferdi Ferdinand Ferhan Ferhat Feridun Ferit Ferman Ferruh Fevzi Feyyaz Feyzullah Fiete Fikret Fikri Filemon Filip Finlay
  Finley Finn Finnley Florian Francesco Francis Franciszek Franco François Frank Franz Frederic Frédéric Frederick Frederik
  Fredy Fridolin Friedrich Fritz Fryderyk Fuat Furkan Furkân Fuzuli Fynn Gabriel Gaffar Galfryd Gazanfer Gazi Gedeon Gencer
  Georg Georges Gerald Gérald Gérard Gerazym Gerd Gerhard Gernot Gero Gerold Gerrit Gert Gevheri Gian Gianluca Gianni Gilbert
  Gino Giorgio Giovanni Giray Giuliano Giuseppe Gıyas Gökalp Gökmen Gönenç Göngör Gonsalwy Görkem Gottfried Gregor Grzegorz
  Guido Gülhan Gültekin Gunter Günter Günther Gürbüz Gürdal Gürhan Gürkan Gürol Gürsel Gustav Güvenalp Guy Gwido Habbab Habib
  Habil Hacib Hâdi Hafi Hafid Hafız Hagen Hakan Hakem Haki Hakkı Haldun Halil Halim Hâlis Halit Haluk Hamdi Hamdullah Hami
  Hamit Hammâd Hamza Hanefi Hani Hannes Hanno Hans Hansjörg Hanspeter Hansruedi Hansueli Harald Harry Hartmann Hartmut Hartwig
  Harun Hasan Haseki Hasibi Haşim Hasin Haşmet Hassan Hâtem Hatip Hattâb Hauke Hayali Hayati Haydar Hazar Hazım Heiko Heiner
  Heino Heinrich Heinz Helge Hellmut Helmut Hendrik Hennes Henning Henri Henrick Henrik Henry Henryk Herbert Herman Hermann
  Hicabi Hieronim Hikmet Hilarion Hilary Hilmi Himmet Hipolit Hişam Hıfzı Hızır Holger Horacy Horst Hubert Hüccet Hud
  Hüdâvendigâr Hüdayi Hugo Hulki Hulusi Hüma Hümayun Hürkan Hurşit Hüsameddin Hüsamettin Hüseyin Hüsnü Hüsrev Hussein Huzeyfe
  Ian Ibrahim İbrahim İdris Ignacy Igor İhsan İhvan İkrime İlbey İlhami İlhan Ilias Ilja İlkay İlker Ilyas İlyas Immanuel Ingo
  Innocenty Ireneusz İrfan Işıner Ismael Ismail İsmail İsmet Itri Ivan Iven Izaak Izajasz Izydor İzzet İzzettin Jack Jacob
  Jacques Jaden Jakob Jakub Jamal James Jamie Jan Janek Janis Janne Jannek Jannes Jannik Jannis Jano Janosch Janusz Jared Jari
  Jarne Jarno Jaron Jason Jasper Jay Jayden Jayson Jean Jens Jeremi Jeremias Jeremiasz Jeremie Jeremy Jermaine Jerome Jerzy
  Jesper Jesse Jim Jimmy Joachim Jochem Jochen Joe Joel Joey Johann Johannes John Johnny Jon Jona Jonah Jonas Jonatan Jonathan
  Jonte Joost Jordan Jörg Jörgen Joris Joscha Joschua Josef Joseph Josh Joshua Jost Josua Józef Jozue Juan Julian Julien
  Julius Juliusz Jürg Jürgen Juri Justin Justus Justyn Kaan Kabil Kadem Kadir Kadı Kadrican Kağan Kai Kalender Kalistrat Kalle
  Kamber Kâmil Kamran Karahan Karim Karl Karlo Karol Karsten Kasım Kaspar Kay Kayaalp Kazimierz Kâzım Keanu Keleş Kemal Kemâl
  Kemalettin Kenan Kenny Keno Keramet Kerami Kerem Keremşah Kerim Keşşaf Kevin Khaled Kian Kilian Kim Kimi Kjell Klaas
  Klarencjusz Klaudiusz Klaus Klemens Köksal Konrad Konstantin Konstanty Konstantyn Koray Korbinian Korkut Kornel Korneli
  Korneliusz Krystian Krzysztof Ksawery Ksenofont Kubat Kubilay Kuddusi Kürşad Kurt Kutbettin Kwintyn Lamih Lars Lasse Latif
  Laurence Laurencjusz Laurens Laurent Laurenty Laurenz Laurin Łazarz Lean Leander Leandro Leif Len Lenn Lennard Lennart
  Lennert Lennie Lennox Lenny Leo Leon Leonard Leonardo Leonhard Leonid Leonidas Leopold Leroy Levent Levi Levin Lewin Lewis
  Liam Lian Lias Lino Linus Lio Lion Lionel Logan Lorenz Lorenzo Loris Lothar Louis Luan Luc Luca Lucas Lucian Lucien Lucjan
  Ludwig Ludwik Luigi Luis Luiz Luk Luka Lukas Łukasz Luke Lütfi Lütfullah Lutz Maad Maddox Mads Magnus Mahir Mahmut Mahzun
  Maik Makary Maksim Maksud Maksym Maksymilian Malik Malte Manfred Mansur Manuel Marc Marcel Marceli Marcin Marco Marcus Marek
  Marian Mario Marius Mark Marko Markus Marlo Marlon Marten Martin Marvin Marwin Massimo Mateo Mateusz Mathias Mathis Matis
  Mats Matteo Mattes Matthias Matthis Matti Mattis Maurice Maurycy Max Maxim Maximilian Mazhar Mehmet Meik Melih Melikşah
  Melvin Memduh Merlin Mert Mestan Mesut Mete Metin Mevlüt Michael Michał Michel Mick Miguel Mika Mikail Mike Mikołaj Milan
  Milo Mio Mir Mirac Miraç Mirco Mirkelam Mirko Miron Mirza Misbah Mithat Modest Mohamed Mohammad Mohammed Mojżesz Moritz
  Morten Muammer Muaviye Muaz Müfid Muhammed Muharrem Muhsin Muhtar Muhterem Muhteşem Muhyiddin Müjdat Mukadder Mükerrem
  Muktedi Muktedir Muktefi Mümtaz Münir Murat Müren Musa Müşir Muslih Mustafa Mutahhar Mutasım Muteber Mutemed Muttalib
  Muzaffer Müzdad Nabi Naci Nadi Nadir Nafiz Nahid Nahil Nail Naim Namık Nasrullah Natan Natanael Nathan Nathanael Nazariusz
  Nazary Nazif Nazım Nazmi Necat Necati Necdet Necib Necmettin Nedim Nejat Nelson Neo Neşet Nesim Nestor Nevio Nevzat Nick
  Niclas Nico Nicolai Nicolas Niels Nihat Nikita Niklas Niklaus Niko Nikodem Nikolai Nikolas Nikolaus Nils Nino Niyazi
  Nizamettin Noah Noel Norbert Norman Numan Nurettin Nurullah Nusret Odin Oğuz Oğuzhan Okan Oke Oktay Olaf Olav Ole Oleg
  Oliver Olivier Oliwier Omar Ömer Önder Onufry Onur Orestes Orhan Oscar Oskar Osman Osmund Otmar Ottmar Otto Ozan Özcan Özer
  Özgür Özhan Özkan Pankracy Pantaleon Paolo Pascal Patrice Patrick Patrycjusz Patrycy Patryk Paul Paweł Payidar Peer Pepe
  Pertev Perver Peter Peyami Phil Philip Philipp Philippe Pierre Piet Piotr Pit Pius Platon Polikarp Porfiriusz Porfiry
  Prokles Prokop Prokul Quentin Quirin Raci Rafael Rafał Rafet Rahim Rahmi Raif Raik Raimund Rainer Rajmund Rajnold Rakıp Ralf
  Ralph Ramazan Ramiz Ramon Randolf Raphael Rasim Raşit Rasmus Rauf Raul Rayan Raymond Recai Recep Refah Refet Refik Reginald
  Reha Reimund Reiner Reinhard Reinhold Reis Remo Remzi Renato Rene René Reşat Resûl Resül Reto Ricardo Riccardo Richard Rick
  Rico Rifat Rıdvan Rıfat Rıfkı Rıza Robert Roberto Robin Rocco Roderyk Roger Roland Rolf Roman Romeo Ron Ronald Ruben Rüçhan
  Rüdiger Rudolf Rudolph Ruedi Rükneddin Rüştü Ryan Ryszard Şaban Sabri Sacid Şadan Sadberk Sadettin Sadi Sadık Sadri Sadullah
  Safa Saffet Şâfi Şahap Şahin Şahinalp Şahsuvar Şahsüvar Said Saim Şakir Sâkıp Salih Salim Salomon Salvatore Salwator Sam
  Samed Sami Samih Şamil Samim Sammy Samson Samuel Sandro Santino Şarani Sascha Savaş Şayan Sean Sebastian Şecaeddin Seçkin
  Sedat Sefer Şefik Şehlevent Selahattin Selami Selçuk Selim Semih Şemsi Şener Şenol Şerafettin Serafin Serbülent Şeref Serge
  Sergen Sergiusz Serhat Şerif Sermet Sertaç Server Settar Şevket Şevki Seweryn Şeyban Seyfettin Seyfi Seyfullah Seyyit Shawn
  Siegfried Siegmund Sigfried Şihab Şihabeddin Silas Silvio Simeon Simon Sinan Şinasi Şir Sıdkı Sırrı Sky Sönke Sören
  Spirydion Stanisław Stefan Stefano Steffen Stephan Stéphane Steve Steven Suat Subhi Sudi Süheyl Şükrü Süleyman Sururi Sven
  Swen Sylwester Szczepan Szymon Taceddin Taha Tahir Tahsin Taib Talat Talay Talha Talip Tamer Tamino Tammo Taner Tanju Tarik
  Tarık Tarkan Taşkın Tayfun Tayler Taylor Tayyar Tekin Tekinalp Temel Teo Teodor Teoman Terencjusz Tevfik Tevhid Tezcan Tezel
  Theo Theodor Thies Thilo Thomas Thorben Thore Thorge Thorsten Tiago Til Till Tillmann Tilman Tilo Tim Timm Timo Timon
  Timothy Timur Tino Titus Tizian Tınas Tjark Tobias Tobiasz Tolga Tolunay Tom Tomasz Tommy Toni Tony Torben Tore Torsten
  Tristan Tufan Tugay Tuğrul Tuğtekin Tuhfe Tümer Tunahan Tunç Tunçer Turan Turgay Turgut Türkay Türker Türkeş Tyler Tymoteusz
  Tyron Udo Ueli Ufuk Uğur Ukbe Ülgen Ulrich Ulvi Ümit Umur Umuralp Umut Ünal Urs Usame Uwe Üzeyir Vahâ Vahdet Vahid Valentin
  Valentino Valid Vecdi Vedat Vefa Vefik Vehbi Veit Veli Veysel Veysi Victor Viktor Vin Vincent Vincenzo Vinzenz Vito Vitus
  Volkan Volker Volkmar Wacław Waldemar Walenty Walentyn Walerian Walery Walgierz Walter Walther Wawrzyniec Wendelin Wenzel
  Werner Wieland Wiktor Wilfried Wilfryd Wilhelm Willi William Willy Wincenty Winfried Witalis Władysław Włodzimierz Wolf
  Wolfgang Wolfram Xaver Yağız Yahya Yalçın Yalgın Yaman Yannic Yannick Yannik Yannis Yaşar Yasin Yavuz Yekta Yener Yetkin
  Yiğit Yıldırım Yılmaz Yousef Youssef Yüce Yücel Yüksel Yümni Yunus Yusuf Yven Yves Zachariasz Zachary Zafer Zâfir Zâhit
  Zamir Zekai Zekeriyyâ Zeyd Zeynel Zihnî Ziver Ziya Ziyad Ziyâd Zübeyr Zülfikâr Zygmunt
  Abbas Adnan Akram Ammar Amjad Anas Anwar Ashraf Badr Bashar Basel Bassam Fadi Fahd Faisal Farid Fawzi Ghassan Hadi Hakim Hamed Hamid
  Hatem Hisham Imad Iyad Jafar Jalal Jamil Jawad Kamal Kamil Khalil Laith Luay Mahdi Majid Mansour Marwan Mazen Moussa Munir Murad Nabil
  Nader Naji Najib Nasser Nizar Osama Rabih Rafiq Rami Rashid Riad Salah Saleh Salem Samer Samir Sharif Suleiman Tarek Wael Walid Wissam
  Yasser Zaid Zakaria Ziad
`;
